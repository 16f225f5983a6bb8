"""Every sentence this room says to people about a delivery, an undo or a data folder: what is wrong and what to do."""

from __future__ import annotations

from wsd_data.model.text import Text

# requests
UNKNOWN_REGION = Text(
    "De werkplaats {code} is onbekend. Kies een van: {known}, of network.",
    "The region {code} is unknown. Choose one of: {known}, or network.",
)
UNKNOWN_MODE = Text(
    "De wijze {mode} bestaat niet. Kies add of full.", "The mode {mode} does not exist. Choose add or full."
)
UNKNOWN_SHEET = Text(
    "Het blad {sheet} bestaat niet. Kies een van: {known}.", "The sheet {sheet} does not exist. Choose one of: {known}."
)
FUTURE = Text(
    "De ontvangstdatum {day} ligt in de toekomst. Kies een dag tot en met vandaag ({today}). Er is niets veranderd.",
    "The received date {day} lies in the future. Choose a day up to today ({today}). Nothing changed.",
)
BEFORE_LAST = Text(
    "De ontvangstdatum {day} ligt voor die van de laatste aanlevering ({last}). Kies die dag of een latere. Er is niets veranderd.",
    "The received date {day} lies before that of the last delivery ({last}). Choose that day or a later one. Nothing changed.",
)
UNKNOWN_YEAR = Text(
    "Het jaar {year} kan niet. Kies een jaar als 2023.", "The year {year} cannot be. Choose a year such as 2023."
)
NO_FILES = Text("Er is geen bestand opgegeven.", "No file was given.")

# files
FILE_REFUSED = Text(
    "{file} is geweigerd: {detail} Er is niets veranderd.", "{file} was refused: {detail} Nothing changed."
)
ROWS_REFUSED = Text(
    "{file}: {count} rijen hebben een fout en kunnen niet mee. Verbeter ze, of lever zonder die rijen aan met --accept-refused. "
    "Er is niets veranderd.",
    "{file}: {count} rows have an error and cannot be taken. Correct them, or deliver without those rows with --accept-refused. "
    "Nothing changed.",
)
NOTHING_IN_IT = Text(
    "{file}: er is geen rij die mee kan en geen blad met 'niets te melden'. Er is niets veranderd.",
    "{file}: there is no row that can be taken and no sheet with 'nothing to report'. Nothing changed.",
)
EXAMPLE = Text(
    "{file} bevat voorbeeldgegevens en hoort niet tussen echte gegevens. Gebruik een lege map met: python -m wsd_data demo. "
    "Er is niets veranderd.",
    "{file} holds example data, which do not belong among real data. Use an empty folder with: python -m wsd_data demo. "
    "Nothing changed.",
)
FILE_CHANGED = Text(
    "{file} veranderde tijdens het lezen. Sluit het in Excel en probeer opnieuw. Er is niets veranderd.",
    "{file} changed while it was being read. Close it in Excel and try again. Nothing changed.",
)
NOT_CONFIRMED = Text(
    "{file}: deze volledige aanlevering beëindigt {count} rijen die er niet meer in staan. Bekijk de lijst en bevestig (--yes). "
    "Er is niets veranderd.",
    "{file}: this full delivery ends {count} rows that are no longer in it. Look at the list and confirm (--yes). "
    "Nothing changed.",
)
ENDS = Text("Eindigt: {row} staat niet meer in het bestand.", "Ends: {row} is no longer in the file.")
OUTDATED = Text(
    "Intussen is er iets anders ingelezen of ongedaan gemaakt. Bekijk opnieuw wat er gebeurt. Er is niets veranderd.",
    "Meanwhile something else was taken in or undone. Look again at what will happen. Nothing changed.",
)
DUPLICATE = Text(
    "Ditzelfde bestand is al aangeleverd als aanlevering {id}. Er is niets veranderd.",
    "This same file was delivered already as delivery {id}. Nothing changed.",
)
OTHER_DELIVERER = Text(
    "Het toelichtingsblad noemt {sheet} als aanleveraar, opgegeven is {given}. De opgave gaat voor.",
    "The explanation sheet names {sheet} as deliverer, {given} was given. What was given goes first.",
)

# undo
NO_SUCH_ENTRY = Text(
    "Aanlevering {id} bestaat niet. Bekijk de nummers met: python -m wsd_data deliveries. Er is niets veranderd.",
    "Delivery {id} does not exist. See the numbers with: python -m wsd_data deliveries. Nothing changed.",
)
NOT_A_DELIVERY = Text(
    "Nummer {id} is geen aanlevering ({kind}) en kan niet ongedaan gemaakt worden. Er is niets veranderd.",
    "Number {id} is not a delivery ({kind}) and cannot be undone. Nothing changed.",
)
ALREADY_UNDONE = Text(
    "Aanlevering {id} is al ongedaan gemaakt (nummer {by}). Er is niets veranderd.",
    "Delivery {id} has been undone already (number {by}). Nothing changed.",
)
UNDO_NOT_CONFIRMED = Text(
    "Ongedaan maken van aanlevering {id} is niet bevestigd. Bekijk het gevolg en bevestig (--yes). Er is niets veranderd.",
    "Undoing delivery {id} was not confirmed. Look at the effect and confirm (--yes). Nothing changed.",
)

# the data folder
CHANGED_UNDER_US = Text(
    "Een ander programma schreef tegelijk in {folder}. Probeer het opnieuw. Er is niets veranderd.",
    "Another program wrote in {folder} at the same time. Try again. Nothing changed.",
)
NO_FOLDER = Text(
    "In {folder} staan geen gegevens van de monitor. Klopt WSD_DATA_DIR?",
    "There are no data of the monitor in {folder}. Is WSD_DATA_DIR right?",
)
NO_DATABASE = Text(
    "De database in {folder} ontbreekt. Maak haar opnieuw uit archief en grootboek met: python -m wsd_data rebuild",
    "The database in {folder} is missing. Make it again from archive and ledger with: python -m wsd_data rebuild",
)
NO_LEDGER = Text(
    "Het grootboek in {folder} ontbreekt of is leeg, terwijl de database gegevens heeft. Zet de map ledger terug uit een reservekopie.",
    "The ledger in {folder} is missing or empty, while the database has data. Put the folder ledger back from a backup.",
)
LEDGER_DAMAGED = Text(
    "Het grootboek in {folder} is beschadigd bij nummer {number}. Zet de map ledger terug uit een reservekopie.",
    "The ledger in {folder} is damaged at number {number}. Put the folder ledger back from a backup.",
)
DIFFERENT = Text(
    "De database in {folder} klopt niet met het grootboek: {detail} Bekijk alles met: python -m wsd_data verify; "
    "maak de database opnieuw met: python -m wsd_data rebuild",
    "The database in {folder} does not match the ledger: {detail} See everything with: python -m wsd_data verify; "
    "make the database again with: python -m wsd_data rebuild",
)
LEDGER_SHORT = Text(
    "Het grootboek in {folder} mist aanleveringen die er wel zijn (nummer {id}); opnieuw maken zou ze verliezen. "
    "Zet de map ledger terug uit een reservekopie. Er is niets veranderd.",
    "The ledger in {folder} lacks deliveries that are there (number {id}); making the database again would lose them. "
    "Put the folder ledger back from a backup. Nothing changed.",
)
CANNOT_REBUILD = Text(
    "De database kan niet opnieuw gemaakt worden: {detail} Zet archief en grootboek terug uit een reservekopie. Er is niets veranderd.",
    "The database cannot be made again: {detail} Put archive and ledger back from a backup. Nothing changed.",
)
BACKUP_EXISTS = Text(
    "{out} bestaat al. Kies een andere naam; er wordt niets overschreven.",
    "{out} exists already. Choose another name; nothing is overwritten.",
)
BACKUP_INSIDE = Text(
    "{out} ligt in de gegevensmap zelf. Kies een plaats daarbuiten.",
    "{out} lies in the data folder itself. Choose a place outside it.",
)
BACKUP_BUSY = Text(
    "In {folder} staan nog wijzigingen buiten het bestand van de database. Probeer de reservekopie zo opnieuw.",
    "In {folder} there still are changes outside the file of the database. Try the backup again in a moment.",
)
NOT_EMPTY = Text(
    "De map {folder} bevat al aanleveringen. Voorbeeldgegevens gaan alleen in een lege map (WSD_DATA_DIR). Er is niets veranderd.",
    "The folder {folder} holds deliveries already. Example data go only into an empty folder (WSD_DATA_DIR). Nothing changed.",
)
NO_EXAMPLES = Text(
    "De lijst met voorbeelden {file} ontbreekt of klopt niet: {detail}.",
    "The list of examples {file} is missing or wrong: {detail}.",
)
OTHER_SALT = Text(
    "ze is met een ander geheim voor deelnemersleutels gemaakt.",
    "it was made with another secret for participant keys.",
)
UNREADABLE = Text("een deel is niet te lezen.", "a part cannot be read.")
ARCHIVE_UNREADABLE = Text(
    "het archief van nummer {id} kan niet gelezen worden.", "the archive of number {id} cannot be read."
)
