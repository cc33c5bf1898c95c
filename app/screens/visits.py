import flet as ft

from app.parts.guard import part


@part
def Visits() -> ft.Control:
    return ft.Text("Visits")
