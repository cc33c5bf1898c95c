import flet as ft

from app.parts.guard import part


@part
def Trends() -> ft.Control:
    return ft.Text("Trends")
