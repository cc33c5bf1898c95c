import flet as ft

from app.parts.guard import part


@part
def Settings() -> ft.Control:
    return ft.Text("Settings")
