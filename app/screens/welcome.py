import flet as ft

from app.parts.guard import part


@part
def Welcome() -> ft.Control:
    return ft.Text("Welcome")
