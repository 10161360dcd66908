"""The page of a report, put together in Python as the program does it."""

import json
import pathlib

import chevron

PAGE = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "Report" / "Page"


def joined(folder, ending):
    return "\n".join(path.read_text() for path in sorted((PAGE / folder).rglob(f"*.{ending}")))


def write_page(report, path):
    partials = {part.stem: part.read_text() for part in PAGE.glob("*.mustache")}
    data = json.dumps(report, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    html = chevron.render(
        partials["page"],
        {
            "title": report["title"],
            "css": joined("Style", "css"),
            "js": joined("Script", "js"),
            "data": data,
            **{name: report[name] for name in ("boards", "datasets", "protocols", "metrics")},
        },
        partials_dict=partials,
    )
    path.write_text(html)
    return path
