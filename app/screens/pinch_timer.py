import flet as ft

from app.parts.guard import part


@part
def PinchTimer() -> ft.Control:
    return ft.Text("PinchTimer")
