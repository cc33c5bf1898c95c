import flet as ft

from app.parts.guard import part


@part
def GetHelp() -> ft.Control:
    return ft.Text("GetHelp")
