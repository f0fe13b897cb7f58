"""The peer of pages.py: the list of findings in FastAPI and Jinja2, over the same SQLite file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fastapi import Cookie, FastAPI, HTTPException, Query
from fastapi.responses import HTMLResponse
from jinja2 import DictLoader, Environment, select_autoescape

ROOT = Path(__file__).resolve().parents[1]
STORE = ROOT / ".local/bench/pages-store/facts.sqlite"
SIZE = 50

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Findings</title><link rel="stylesheet" href="/static/style.css"></head>
<body><header><a href="/en/">Touchstone</a><nav><ul>
{% for name in sections %}<li><a href="/en/{{ name|lower }}">{{ name }}</a></li>{% endfor %}
</ul></nav></header><main><h1>Findings</h1>
<form method="get"><label>Rule <input name="rule"></label><label>Severity <input name="severity"></label><button>Filter</button></form>
<p>{{ total }} findings, page {{ page }}</p>
<table><thead><tr>{% for name in columns %}<th scope="col"><a href="?sort={{ name }}">{{ name }}</a></th>{% endfor %}</tr></thead><tbody>
{% for row in rows %}<tr><td><a href="/en/findings/{{ row.id }}">{{ row.id[:12] }}</a></td><td><a href="/en/rules/{{ row.rule_id }}">{{ row.rule_id }}</a></td>
<td>{{ row.subject_kind }}</td><td><a href="/en/{{ row.subject_kind }}s/{{ row.subject_id }}">{{ row.subject_id }}</a></td>
<td><time datetime="{{ row.time }}">{{ row.time[:10] }}</time></td><td>{{ row.severity }}</td><td>{{ "%.2f"|format(row.weight) }}</td>
<td>{{ row.verdict or "open" }}</td></tr>{% endfor %}
</tbody></table><nav><a href="?page={{ page - 1 }}">Previous</a> <a href="?page={{ page + 1 }}">Next</a></nav></main></body></html>"""

environment = Environment(loader=DictLoader({"page": PAGE}), autoescape=select_autoescape(default=True))
template = environment.get_template("page")
connection = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True, check_same_thread=False)
connection.row_factory = sqlite3.Row
app = FastAPI()


def reader(session: str) -> sqlite3.Row:
    """Whose session it is; the peer's sessions are names of roles."""
    found = connection.execute(
        "SELECT p.agency_id, p.clearance FROM person p JOIN person_role r ON r.person_id = p.id WHERE r.role = ? AND p.state = 'active'",
        (session,),
    ).fetchone()
    if found is None:
        raise HTTPException(403)
    return found


@app.get("/en/findings", response_class=HTMLResponse)
async def findings(page: int = Query(1, ge=1), session: str = Cookie()) -> str:
    who = reader(session)
    seen = "(marking <= 1 OR (owner = ? AND marking <= ?))"
    values = (who["agency_id"], min(who["clearance"], 3))
    total = connection.execute(f"SELECT count(*) FROM finding WHERE {seen}", values).fetchone()[0]
    rows = connection.execute(
        f"""
        SELECT f.id, f.rule_id, f.subject_kind, f.subject_id, f.time, f.severity, f.weight, v.verdict FROM finding f
        LEFT JOIN verdict v ON v.id = (SELECT max(id) FROM verdict WHERE finding_id = f.id)
        WHERE {seen} ORDER BY severity DESC, f.id LIMIT ? OFFSET ?
        """,
        (*values, SIZE, (page - 1) * SIZE),
    ).fetchall()
    return template.render(
        rows=rows, total=total, page=page,
        columns=("Finding", "Rule", "Kind", "Subject", "Time", "Severity", "Weight", "State"),
        sections=("Findings", "Work", "Import", "Parties", "Declarations", "Lots"),
    )  # fmt: skip
