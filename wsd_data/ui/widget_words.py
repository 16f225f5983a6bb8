"""The words that Streamlit's widgets bring themselves, in English only, and what stands there in Dutch.

Read by `browser/words.js`. Words are sought only in the parts of the screen named here, so that no data are
ever taken for them; {x} is what differs. Knows nothing of Streamlit's Python side, which offers no such setting.
"""

from __future__ import annotations

import json

from wsd_data.model.text import Text

WORDS = {
    "[data-testid=stFileUploader]": (
        Text("Kies bestanden", "Upload"),
        Text("{x} per bestand", "{x} per file"),
        Text("Sleep bestanden naar dit vak", "Drag and drop files here"),
        Text("Sleep een bestand naar dit vak", "Drag and drop a file here"),
        Text("Bestanden erbij", "Add files"),
        Text("bestanden kiezen", "file upload"),
        Text("Verwijder {x}", "Remove {x}"),
        Text("Stop het versturen van {x}", "Cancel upload of {x}"),
        Text("Fout: ", "Error: "),
        Text("Een bestand mag hoogstens {x} groot zijn.", "File must be {x} or smaller."),
        Text("Dit soort bestand kan hier niet.", "{x} files are not allowed."),
    ),
    "[data-testid=stMultiSelect]": (Text("Alles wissen", "Clear all"), Text("Verwijder {x}", "Remove {x}")),
    "[data-testid=InputInstructions]": (Text("Druk op Enter", "Press Enter to {x}"),),
    "[role=listbox]": (Text("Niets gevonden", "No results"), Text("Neem {x}", "Add: {x}")),
}
"""Part of the screen, as a CSS selector → its words."""


def words_json() -> str:
    """The words as a JavaScript object, safe inside a script element: selector → [[English, Dutch], …]."""
    pairs = {part: [[words.en, words.nl] for words in texts] for part, texts in WORDS.items()}
    return json.dumps(pairs, ensure_ascii=False).replace("</", "<\\/")
