"""A part of the shopper's picture: drawn over it, or one of the things that Curio sees in it. Owns no key of the session's."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import streamlit as st
from PIL import Image

from assistant.address import read_box
from assistant.conversation import Conversation
from assistant.ui.language import _
from assistant.ui.state import services, soon
from models.base import Box

_SIDE = 560  # pixels: as large as a popover shows it
_WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
_HTML = """<div class="frame"><img draggable="false"><div class="box" role="slider" tabindex="0"
 aria-valuemin="0" aria-valuemax="100" aria-valuenow="100"></div></div>"""
_CSS = """
.frame { position: relative; display: inline-block; line-height: 0; touch-action: none; cursor: crosshair; overflow: hidden; }
.frame img { max-width: 100%; max-height: 60vh; user-select: none; }
.box { position: absolute; box-sizing: border-box; border: 3px solid #fff; outline: 2px solid #26221e;
 box-shadow: 0 0 0 100vmax rgb(0 0 0 / 45%); }
.box:focus-visible { outline: 4px solid var(--st-primary-color); }"""
# The components that others keep draw on a canvas or hear the mouse alone: no finger, key or screen reader reaches them.
_drawn = st.components.v2.component(
    "curio_picture_box", html=_HTML, css=_CSS, js=(Path(__file__).parent / "picture_box.js").read_text("utf-8")
)


def picture_box(talk: Conversation) -> None:
    """Draw the ways to search by a part of the picture that is being asked with."""
    asked = talk.asked
    with st.popover(_("Search by a part"), icon=":material/crop:"):
        st.caption(_("Draw a box around what you mean, or choose what Curio sees."))
        things = services().things(asked.picture)
        with st.container(horizontal=True, gap="xsmall"):
            for number, box in enumerate(things, 1):
                st.button(
                    _("The thing in it") if len(things) == 1 else _side(box).format(number=number),
                    key=f"thing-{number}-{asked.picture_key[:16]}",
                    icon=":material/center_focus_strong:",
                    on_click=soon,
                    args=(talk.look_at, box),
                )
            if asked.box is not None:
                st.button(_("The whole picture"), key="whole-picture", on_click=soon, args=(talk.look_at, None))
        chosen = _drawn(
            key=f"box-{asked.picture_key[:16]}",
            data={"picture": _embedded(asked.picture), "box": list(asked.box or _WHOLE), "words": _words()},
            on_chosen_change=lambda: None,
        ).chosen
        box = read_box(chosen) if isinstance(chosen, list) else None
        if box is not None and box != asked.box:
            soon(talk.look_at, box)
            st.rerun()


def _side(box: Box) -> str:
    middle = (box[0] + box[2]) / 2
    if middle < 0.4:
        return _("Thing {number}, left")
    return _("Thing {number}, right") if middle > 0.6 else _("Thing {number}, middle")


def _words() -> dict[str, str]:
    """What a screen reader hears of the picture and its box."""
    return {
        "picture": _("Your picture"),
        "box": _("The part to search by. Arrow keys move it, with Shift they size it, Enter searches."),
        "place": _("from {left} to {right} percent across, {top} to {bottom} percent down"),
    }


def _embedded(image: Image.Image) -> str:
    """The picture as an address that holds it whole: it goes to this shopper's page and nowhere else."""
    small = image.copy()
    small.thumbnail((_SIDE, _SIDE))
    encoded = io.BytesIO()
    small.save(encoded, "JPEG", quality=85)
    return f"data:image/jpeg;base64,{base64.b64encode(encoded.getvalue()).decode()}"
