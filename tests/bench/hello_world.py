"""Flet's own first example, the floor that bench_launch measures against."""

import sys

import flet as ft


def main(page: ft.Page) -> None:
    """One text and one button."""
    page.add(ft.Text("Hello, world!"), ft.Button("Tap"))


if __name__ == "__main__":
    print(f"http://127.0.0.1:{sys.argv[1]}", flush=True)
    ft.run(main, host="127.0.0.1", port=int(sys.argv[1]), view=ft.AppView.WEB_BROWSER, no_cdn=True)
