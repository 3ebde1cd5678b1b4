"""What the HTML pages of groups and graphs have in common."""

from __future__ import annotations

import base64
from html import escape

STYLE = """
:root{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif}
body{margin:2rem auto;max-width:72rem;padding:0 1rem}
section{border-top:1px solid #8884;padding:1rem 0}
.photos{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start}
figure{margin:0;width:13rem}
figure.wide{width:22rem}
img{max-width:100%;border-radius:6px;display:block}
figure.keep img{outline:3px solid #2e9e5b}
.shot{position:relative}
.shot svg{position:absolute;inset:0;width:100%;height:100%}
polygon{fill:#ff9f1c33;stroke:#ff9f1c;stroke-width:2;vector-effect:non-scaling-stroke}
figcaption{font-size:.85rem;overflow-wrap:anywhere}
small{opacity:.7}
"""


def image(data: bytes | None, label: str) -> str:
    """An encoded picture inside the page; words where there is none."""
    if data is None:
        return "<p>cannot be read at present</p>"
    return f'<img src="{data_url(data)}" alt="{escape(label)}">'


def data_url(data: bytes) -> str:
    """An encoded picture, JPEG or WebP, as an address that holds it."""
    mime = "image/webp" if data[8:12] == b"WEBP" else "image/jpeg"
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"


def page(title: str, count: str, sections: list[str], nothing: str) -> str:
    """A whole page."""
    body = "".join(f"<section>{section}</section>" for section in sections) or f"<p>{escape(nothing)}</p>"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport "
        f'content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style><h1>{escape(title)} <small>{escape(count)}</small></h1>{body}</html>\n"
    )
