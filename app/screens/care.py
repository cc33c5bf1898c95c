import flet as ft

from app.parts.guard import part


@part
def Care() -> ft.Control:
    return ft.Text("Care")


@part
def CarePage() -> ft.Control:
    return ft.Text("x")
