"""Printers and file dialogs of this computer, as small callables that tests replace."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

_JOB = "Treatment options"
"""Print spoolers keep job names, so this one says nothing about a patient."""


def printers_here() -> tuple[str, ...]:
    """The names of the printers that are set up."""
    return tuple(QPrinterInfo.availablePrinterNames())


def choose_pdf_file(parent: QWidget, proposed: str) -> Path | None:
    """Asks where to save the sheet."""
    name, _ = QFileDialog.getSaveFileName(parent, parent.tr("Save the sheet"), proposed, "PDF (*.pdf)")
    return Path(name) if name else None


def print_pages(parent: QWidget, pdf: bytes) -> bool:
    """Shows the print dialog of the system and prints every page; False when it was canceled."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_JOB)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]  # the stub wants a parent, Qt takes none
    document.load(buffer)
    painter = QPainter(printer)
    area = printer.pageLayout().fullRectPixels(printer.resolution())
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        painter.drawImage(0, 0, document.render(page, QSize(area.width(), area.height())))
    painter.end()
    return True
