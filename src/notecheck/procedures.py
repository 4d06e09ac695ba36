"""A table of procedure codes with labels: a practice's own, or one that it has licensed.

The checklists name procedures by number with a short label of our own; the official descriptions
belong to others. A file with two columns, code and label, replaces the labels where they are shown.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from notecheck.errors import NotecheckError
from notecheck.readers.names import shown

_CODE = re.compile(r"[0-9A-Z]{5}")
_HEADINGS = frozenset({"code", "cpt", "hcpcs", "cpt code", "hcpcs code", "procedure", "procedure code"})


def read_procedures(path: Path) -> dict[str, str]:
    """Return the labels of a CSV or TSV file (UTF-8; code, label) by code.

    The separator is a tab where the first line holds one, else a comma; a first line of headings,
    empty lines and further columns are passed over. Raises NotecheckError with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotecheckError(
            f"{shown(path)}: cannot be read as UTF-8 text ({type(error).__name__})"
        ) from None
    separator = "\t" if "\t" in text.partition("\n")[0] else ","
    labels: dict[str, str] = {}
    reader = csv.reader(text.splitlines(), delimiter=separator)
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells) or (not labels and cells[0].casefold() in _HEADINGS):
                continue
            code = cells[0].upper()
            if not _CODE.fullmatch(code):
                raise NotecheckError(
                    f"{shown(path)}:{reader.line_num}: the first column must be a code of five characters"
                )
            if len(cells) < 2 or not cells[1]:
                raise NotecheckError(
                    f"{shown(path)}:{reader.line_num}: {code} has no label in the second column"
                )
            labels[code] = cells[1]
    except csv.Error as error:
        raise NotecheckError(f"{shown(path)}:{reader.line_num}: not a table: {error}") from None
    if not labels:
        raise NotecheckError(f"{shown(path)}: holds no codes; it needs two columns, code and label")
    return labels
