import flet as ft

from app.parts.guard import part


@part
def Check() -> ft.Control:
    return ft.Text("Check")
