"""Everything intake can say about a file: one catalogue of codes, each with its level and what to do.

A parser hands back an `Issue`, a code with what fills its places; where the cell stands is added by the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wsd_data.model.findings import Finding, Level
from wsd_data.model.text import Text


@dataclass(frozen=True, slots=True)
class Message:
    level: Level
    text: Text


def _error(nl: str, en: str) -> Message:
    return Message("error", Text(nl, en))


def _warning(nl: str, en: str) -> Message:
    return Message("warning", Text(nl, en))


def _info(nl: str, en: str) -> Message:
    return Message("info", Text(nl, en))


MESSAGES: Mapping[str, Message] = {
    # the file
    "missing": _error(
        "Het bestand is er niet of is niet te openen ({detail}). Kijk of de naam klopt en of u het mag lezen.",
        "The file is not there or cannot be opened ({detail}). Check its name and whether you may read it."),
    "empty": _error(
        "Het bestand is leeg (0 bytes). Waarschijnlijk is het kopiëren of downloaden mislukt; lever het opnieuw aan.",
        "The file is empty (0 bytes). Copying or downloading probably failed; deliver it again."),
    "encrypted": _error(
        "Het bestand is met een wachtwoord beveiligd. Bewaar in Excel een kopie zonder wachtwoord en lever die aan.",
        "The file is protected by a password. Save a copy without a password in Excel and deliver that."),
    "other_format": _error(
        "Dit is een {format}-bestand; dat wordt hier niet gelezen. Open het in Excel, kies Opslaan als en dan Excel-werkmap (.xlsx).",
        "This is a {format} file; that is not read here. Open it in Excel, choose Save as and then Excel Workbook (.xlsx)."),
    "renamed": _error(
        "Dit is geen werkmap maar {format}, ook al eindigt de naam op {ending}. Lever de Excel-werkmap (.xlsx) zelf aan.",
        "This is not a workbook but {format}, although its name ends in {ending}. Deliver the Excel workbook (.xlsx) itself."),
    "damaged": _error(
        "Het bestand is beschadigd of niet af ({detail}). Open het in Excel, bewaar het opnieuw als .xlsx en lever dat aan.",
        "The file is damaged or incomplete ({detail}). Open it in Excel, save it again as .xlsx and deliver that."),
    "too_large": _error(
        "Het bestand vraagt te veel ruimte ({detail}). Verwijder lege opgemaakte rijen en kolommen, of verdeel de rijen over meer bestanden.",
        "The file asks for too much room ({detail}). Remove empty formatted rows and columns, or divide the rows over more files."),
    "too_slow": _error(
        "Het lezen duurde langer dan {detail} en is gestopt. Verwijder overbodige opmaak of verdeel de rijen over meer bestanden.",
        "Reading took longer than {detail} and was stopped. Remove needless formatting or divide the rows over more files."),
    "unreadable": _error(
        "Het bestand kon niet gelezen worden ({detail}). Open het in Excel, bewaar het opnieuw als .xlsx en lever dat aan.",
        "The file could not be read ({detail}). Open it in Excel, save it again as .xlsx and deliver that."),
    "no_known_sheet": _error(
        "Geen enkel blad heeft een bekende naam (gevonden: {found}). Gebruik het sjabloon, of noem een blad een van: {options}.",
        "No sheet has a known name (found: {found}). Use the template, or name a sheet one of: {options}."),
    # the sheets
    "unknown_sheet": _warning(
        "Dit blad heeft geen bekende naam en is overgeslagen. Horen de rijen erbij, noem het dan een van: {options}.",
        "This sheet has no known name and was left out. If its rows belong here, name it one of: {options}."),
    "unknown_hidden_sheet": _warning(
        "Dit verborgen blad heeft geen bekende naam en is overgeslagen. Maak het zichtbaar en kijk of het erbij hoort.",
        "This hidden sheet has no known name and was left out. Make it visible and see whether it belongs here."),
    "hidden_sheet": _warning(
        "Dit blad is verborgen, maar is wel gelezen. Maak het zichtbaar, of verwijder het als het niet mee mag tellen.",
        "This sheet is hidden, but was read. Make it visible, or delete it if it must not count."),
    "sheet_twice": _warning(
        "Er is nog een blad voor {kind} ({first}); de rijen van beide tellen. Verwijder dit blad als het een kopie is.",
        "There is another sheet for {kind} ({first}); the rows of both count. Delete this sheet if it is a copy."),
    "no_heading": _error(
        "Er is geen rij met kolomkoppen gevonden in de eerste {rows} rijen, dus geen enkele rij is gelezen. Zet boven de gegevens de koppen van het sjabloon, zoals: {options}.",
        "No row with column headings was found in the first {rows} rows, so no row was read. Put the headings of the template above the data, such as: {options}."),
    "column_missing": _error(
        "De verplichte kolom {column} ontbreekt, dus alle rijen van dit blad zijn geweigerd. Voeg een kolom met die kop toe en vul haar.",
        "The required column {column} is missing, so all rows of this sheet are refused. Add a column with that heading and fill it."),
    "heading_twice": _warning(
        "Deze kop betekent {column}, net als de kop in {other}. De cel in {other} telt; deze alleen waar die leeg is.",
        "This heading means {column}, as does the heading in {other}. The cell in {other} counts; this one only where that is blank."),
    "unmapped_heading": _warning(
        "Deze kolom heeft geen bekende kop en is dus niet gelezen. Hoort zij erbij, gebruik dan een kop van het sjabloon.",
        "This column has no known heading, so it was not read. If it belongs here, use a heading of the template."),
    "many": _warning(
        "Nog {count} cellen in deze kolom hebben dezelfde opmerking als eerdere; zij staan niet apart in de lijst.",
        "Another {count} cells in this column have the same remark as earlier ones; they are not listed one by one."),
    "many_rows": _info(
        "Nog {count} rijen hebben dezelfde opmerking als eerdere; zij staan niet apart in de lijst.",
        "Another {count} rows have the same remark as earlier ones; they are not listed one by one."),
    "skipped_row": _info(
        "Overgeslagen: {what}. Hoort hier een rij, vul haar dan volledig in.",
        "Skipped: {what}. If a row belongs here, fill it in completely."),
    "hidden_rows": _info(
        "Verborgen rijen op dit blad: {count} ({rows}). Zij zijn wel gelezen. Maak ze zichtbaar, of verwijder ze als ze niet mee mogen tellen.",
        "Hidden rows on this sheet: {count} ({rows}). They were read. Make them visible, or delete them if they must not count."),
    # reading by a mapping
    "left_out": _info(
        "Dit blad is volgens de koppeling weggelaten.", "This sheet was left out, as the mapping says."),
    "sheet_not_mapped": _warning(
        "Dit blad komt in de koppeling niet voor en is overgeslagen. Horen de rijen erbij, zet het blad dan in de koppeling.",
        "This sheet is not in the mapping and was left out. If its rows belong here, put the sheet in the mapping."),
    "mapped_sheet_missing": _warning(
        "Het blad “{name}” uit de koppeling staat niet in dit bestand. Klopt het bestand, of hoort er een andere koppeling bij?",
        "The sheet “{name}” of the mapping is not in this file. Is the file right, or does another mapping belong to it?"),
    "heading_missing": _warning(
        "De kop “{name}” uit de koppeling staat niet op dit blad; {column} is daaruit niet gelezen. Pas de kop of de koppeling aan.",
        "The heading “{name}” of the mapping is not on this sheet; {column} was not read from it. Change the heading or the mapping."),
    "heading_missing_left": _info(
        "De kop “{name}”, die de koppeling weglaat, staat niet op dit blad.",
        "The heading “{name}”, which the mapping leaves out, is not on this sheet."),
    "heading_unclear": _warning(
        "De kop “{name}” staat er meer dan een keer; de eerste telt. Schrijf in de koppeling de letters erbij, zoals “{name} [D]”.",
        "The heading “{name}” is there more than once; the first one counts. Add the letters in the mapping, such as “{name} [D]”."),
    "heading_moved": _info(
        "De koppen staan in rij {row} en niet in rij {expected}, zoals de koppeling zegt. Rij {row} is gebruikt.",
        "The headings are in row {row} and not in row {expected}, as the mapping says. Row {row} was used."),
    "no_mapped_heading": _error(
        "Geen enkele kop uit de koppeling staat op dit blad, dus geen enkele rij is gelezen. Kies de goede koppeling of maak een nieuwe.",
        "No heading of the mapping is on this sheet, so no row was read. Choose the right mapping or make a new one."),
    "dropped_column": _info(
        "Deze kolom is op verzoek weggelaten en nergens bewaard; het bestand zelf wordt daarom niet bewaard.",
        "This column was left out on request and is kept nowhere; therefore the file itself is not kept."),
    "fixed_refused": _error(
        "De vaste waarde “{part}” voor {name} kan niet gelezen worden, dus alle rijen zijn geweigerd. {why}",
        "The fixed value “{part}” for {name} cannot be read, so all rows are refused. {why}"),
    "fixed_remark": _warning(
        "De vaste waarde “{part}” voor {name}: {why}", "The fixed value “{part}” for {name}: {why}"),
    "term_read": _info(
        "“{part}” is {count} keer gelezen als “{meant}”, zoals de koppeling zegt.",
        "“{part}” was read as “{meant}” {count} times, as the mapping says."),
    # text files
    "encoding": _info(
        "Dit tekstbestand zegt niet hoe letters geschreven zijn; het is gelezen als Windows-tekst. Kijk of letters als é en ë goed staan.",
        "This text file does not say how letters are written; it was read as Windows text. See whether letters such as é and ë are right."),
    # beside the cells
    "macros": _info(
        "Dit bestand bevat macro's. Die zijn niet uitgevoerd; alleen de cellen zijn gelezen.",
        "This file holds macros. They were not run; only the cells were read."),
    "external_links": _warning(
        "Dit bestand haalt waarden uit andere bestanden ({count}). Gelezen is wat er bij het bewaren stond; kijk of dat nog klopt.",
        "This file takes values from other files ({count}). What was read is what stood there when it was saved; see whether it is still right."),
    # cells
    "required": _error(
        "{column} is verplicht en leeg. Vul deze cel in.", "{column} is required and blank. Fill in this cell."),
    "error_cell": _error(
        "In deze cel staat een Excel-fout ({detail}). Verbeter de formule of typ de waarde zelf.",
        "This cell holds an Excel error ({detail}). Correct the formula or type the value itself."),
    "error_left_out": _warning(
        "In deze cel staat een Excel-fout ({detail}). Dit blad is niet gelezen; verbeter de fout als de rijen erbij horen.",
        "This cell holds an Excel error ({detail}). This sheet was not read; correct the error if its rows belong here."),
    "formula_empty": _error(
        "De formule in deze cel is nooit uitgerekend. Open het bestand in Excel, bewaar het opnieuw en lever dat aan.",
        "The formula in this cell was never calculated. Open the file in Excel, save it again and deliver that."),
    "number_unclear": _error(
        "Dit is geen getal dat maar op een manier te lezen is. Typ alleen het getal, zoals 1.800, 12,5, ca. 40 of 30-35.",
        "This is not a number that can be read in only one way. Type only the number, such as 1.800, 12,5, ca. 40 or 30-35."),
    "decimal_point": _error(
        "Een punt scheidt hier duizendtallen, dus dit is niet duidelijk. Schrijf {example} met een komma, of voluit zonder punt.",
        "A point separates thousands here, so this is not clear. Write {example} with a comma, or in full without a point."),
    "upper_bound_only": _error(
        "Alleen een bovengrens is geen aantal. Schrijf een reeks, zoals 1-{bound}, of een schatting, zoals ca. 5.",
        "An upper bound alone is not a number. Write a range, such as 1-{bound}, or an estimate, such as ca. 5."),
    "whole_number": _error(
        "{column} is een heel getal. Schrijf het zonder decimalen; een komma is hier een decimaalteken.",
        "{column} is a whole number. Write it without decimals; a comma is a decimal mark here."),
    "negative": _error(
        "Een waarde onder nul kan hier niet. Verbeter het getal.", "A value below zero is not possible here. Correct the number."),
    "number_too_large": _error(
        "Dit getal is te groot om te kloppen. Verbeter het.", "This number is too large to be right. Correct it."),
    "money_decimals": _error(
        "Een bedrag heeft ten hoogste twee decimalen. Schrijf duizendtallen met een punt: 1.800.",
        "An amount has at most two decimals. Write thousands with a point: 1.800."),
    "date_unclear": _error(
        "Dit is geen datum of periode die te lezen is. Typ bijvoorbeeld 31-12-2023, september 2023, 2023-Q2, 2e helft 2022 of 2023.",
        "This is not a date or period that can be read. Type for example 31-12-2023, september 2023, 2023-Q2, 2022-H2 or 2023."),
    "date_number": _error(
        "Hier staat een getal zonder datumopmaak. Geef de cel in Excel een datumopmaak, of typ de datum als 31-12-2023.",
        "This is a number without a date format. Give the cell a date format in Excel, or type the date as 31-12-2023."),
    "date_impossible": _error(
        "Deze dag bestaat niet. De dag komt eerst, dan de maand: 31-12-2023.",
        "This day does not exist. The day comes first, then the month: 31-12-2023."),
    "date_year": _error(
        "Dit jaar kan niet: jaren lopen van {first} tot en met {last}. Verbeter het jaar.",
        "This year is not possible: years run from {first} to {last}. Correct the year."),
    "date_month": _warning(
        "Dit is gelezen als een maand: {month}. Zijn twee jaren bedoeld, schrijf dan {years}.",
        "This was read as a month: {month}. If two years are meant, write {years}."),
    "span_unclear": _error(
        "Dit kan een maand zijn of twee jaren. Schrijf {years} of {month}.",
        "This can be a month or two years. Write {years} or {month}."),
    "date_far": _warning(
        "Deze datum ligt voor 1990 of meer dan tien jaar vooruit. Klopt dat?",
        "This date lies before 1990 or more than ten years ahead. Is that right?"),
    "unknown_term": _error(
        "“{part}” staat niet in de lijst {list}. Kies een van: {options}.",
        "“{part}” is not in the list {list}. Choose one of: {options}."),
    "unknown_region": _error(
        "“{part}” is geen bekende werkplaats.{hint} Gebruik een naam of code uit de lijst van werkplaatsen.",
        "“{part}” is not a known werkplaats.{hint} Use a name or code from the list of werkplaatsen."),
    "not_a_region": _error(
        "“{part}” is geen werkplaats. Noem de werkplaatsen zelf, of laat de cel leeg en lever aan namens het netwerk.",
        "“{part}” is not a werkplaats. Name the werkplaatsen, or leave the cell empty and deliver on behalf of the network."),
    "ambiguous": _error(
        "“{part}” kan meer dan een ding betekenen: {options}. Schrijf welke u bedoelt.",
        "“{part}” can mean more than one thing: {options}. Write which one you mean."),
    "unknown_municipality": _error(
        "“{part}” is geen bekende gemeente.{hint} Gebruik de naam of de code van het CBS, zoals GM0153.",
        "“{part}” is not a known municipality.{hint} Use the name or code of the CBS, such as GM0153."),
    "unknown_lectoraat": _warning(
        "“{part}” staat niet in de lijst van lectoraten en is overgenomen zoals getypt.{hint}",
        "“{part}” is not in the list of lectoraten and was taken over as typed.{hint}"),
    "unknown_theme": _warning(
        "“{part}” staat niet in de lijst van thema's en is overgenomen zoals getypt, zonder landelijk thema.{hint}",
        "“{part}” is not in the list of themes and was taken over as typed, without a national theme.{hint}"),
    "flag_unclear": _error("Schrijf ja of nee.", "Write yes or no."),
    "doi_unclear": _warning(
        "Dit is geen DOI en is niet overgenomen. Een DOI begint met 10. en heeft een schuine streep.",
        "This is not a DOI and was not taken over. A DOI begins with 10. and has a slash."),
    "isbn_unclear": _warning(
        "Dit is geen geldig ISBN (het controlecijfer klopt niet) en is niet overgenomen. Verbeter het of laat het leeg.",
        "This is not a valid ISBN (its check digit is wrong) and was not taken over. Correct it or leave it empty."),
    # people
    "personal_column": _error(
        "Deze kolom lijkt {what} te bevatten. Rijen met zo'n waarde zijn geweigerd; verwijder de kolom of de gegevens en lever opnieuw aan.",
        "This column seems to hold {what}. Rows with such a value are refused; remove the column or the data and deliver again."),
    "personal_left_out": _warning(
        "Deze kolom lijkt {what} te bevatten en is niet gelezen; het bestand zelf wordt daarom niet bewaard. Lever zulke gegevens niet aan.",
        "This column seems to hold {what} and was not read; therefore the file itself is not kept. Do not deliver such data."),
    # the explanation sheet
    "deliverer_unknown": _error(
        "“{part}” is geen bekende aanleveraar.{hint} Vul een werkplaats in, of: netwerk.",
        "“{part}” is not a known deliverer.{hint} Fill in a werkplaats, or: network."),
    "period_unclear": _error(
        "Deze periode is niet te lezen. Vul bijvoorbeeld 2023 of 2020-2022 in, of laat de cel leeg.",
        "This period cannot be read. Fill in for example 2023 or 2020-2022, or leave the cell empty."),
    "nothing_unclear": _error(
        "Dit is niet te lezen. Vul per blad de jaren in waarin niets te melden is, zoals: Presentaties: 2023; Casussen: 2022, 2023.",
        "This cannot be read. Fill in per sheet the years with nothing to report, such as: Presentations: 2023; Casuses: 2022, 2023."),
}  # fmt: skip

SKIPPED: Mapping[str, Text] = {
    "blank": Text("lege rij", "blank row"),
    "blanks": Text("lege rijen {first} tot en met {last}", "blank rows {first} to {last}"),
    "heading": Text("herhaling van de koppen", "repeats the headings"),
    "total": Text("totaalrij", "row of totals"),
    "group": Text("tussenkop", "heading of a group"),
    "footer": Text("regel onder de tabel", "line under the table"),
    "unknown": Text("alleen cellen zonder bekende kop", "only cells without a known heading"),
}

DID_YOU_MEAN = Text(" Is {name} bedoeld?", " Did you mean {name}?")
NO_HINT = Text("", "")


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark on a value, without its place. `values` fill the places of the message."""

    code: str
    values: tuple[tuple[str, str | Text], ...] = ()
    suggestion: str | None = None

    @property
    def level(self) -> Level:
        return MESSAGES[self.code].level

    def proposing(self, suggestion: str | None) -> Issue:
        """The same with a proposed value; a message with a place for a hint asks "Did you mean …?"."""
        return Issue(self.code, (*self.values, ("hint", hint(suggestion))), suggestion)


def issue(code: str, /, **values: str | Text) -> Issue:
    return Issue(code, tuple(values.items()))


def hint(suggestion: str | None) -> Text:
    """ "Did you mean …?" behind a message, or nothing."""
    return DID_YOU_MEAN.format(name=suggestion) if suggestion else NO_HINT


def finding(
    about: Issue, *, sheet: str = "", row: int = 0, column: str = "", cell: str = "", value: str | None = None
) -> Finding:
    """The issue at its place. A message that names its column gets the heading as typed."""
    message = MESSAGES[about.code]
    text = message.text.format(**{"column": column, **dict(about.values)})
    return Finding(about.code, message.level, text, sheet, row, column, cell, value, about.suggestion)


def file_finding(code: str, **values: str | Text) -> Finding:
    return finding(issue(code, **values))
