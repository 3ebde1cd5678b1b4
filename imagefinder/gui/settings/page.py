"""The Settings place: every choice on one page, in effect at once."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from imagefinder.compute import DeviceInfo, list_devices
from imagefinder.gui.bridge.jobs import JobRunner
from imagefinder.gui.bridge.settings import BOUNDS, SettingsStore, config_folder, portable_folder
from imagefinder.gui.widgets.controls import Paragraph, card, label, push
from imagefinder.library import default_path

LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
PAGE_WIDTH = 780


class SettingsPage(QScrollArea):
    """All settings.

    Signals:
        changed: a setting was changed (its name).
        about_wished: show what the program is.
        keys_wished: show what the keys do.
    """

    changed = Signal(str)
    about_wished = Signal()
    keys_wished = Signal()

    def __init__(self, store: SettingsStore, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._runner = store, runner
        self._asked = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setObjectName("page")
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 16, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(14)
        outer.addLayout(column, 100)  # as wide as the page may be, before anything is left to the right of it
        outer.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(PAGE_WIDTH)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Settings"), "title"))
        head.addStretch(1)
        keys = push(self.tr("Keys"), self.keys_wished.emit, name="keyboard")
        keys.setToolTip(self.tr("What the keys do") + " (F1)")
        head.addWidget(keys)
        head.addWidget(push(self.tr("About ImageFinder"), self.about_wished.emit, name="info"))
        self._column.addLayout(head)
        self._make_looks()
        self._make_search()
        self._make_scan()
        self._make_data()
        self._column.addStretch(1)
        column.addWidget(holder)
        self.setWidget(page)

    def _section(self, title: str) -> QFormLayout:
        frame, inner = card(margins=18, spacing=12)
        inner.addWidget(label(title, "heading"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(11)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        inner.addLayout(form)
        self._column.addWidget(frame)
        return form

    def _keep(self, name: str, value: object) -> None:
        if getattr(self._store.settings, name) != value:
            self._store.change(**{name: value})
            self.changed.emit(name)

    def _choice(self, name: str, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox()
        box.setMinimumWidth(260)
        for key, words in choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(0, box.findData(getattr(self._store.settings, name))))
        box.currentIndexChanged.connect(lambda: self._keep(name, box.currentData()))
        return box

    def _switch(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(bool(getattr(self._store.settings, name)))
        box.toggled.connect(lambda on: self._keep(name, on))
        return box

    def _number(self, name: str, zero: str = "") -> QSpinBox:
        box = QSpinBox()
        box.setRange(*BOUNDS[name])
        box.setValue(int(getattr(self._store.settings, name)))
        if zero:
            box.setSpecialValueText(zero)
        box.setMinimumWidth(140)
        box.lineEdit().setTextMargins(6, 0, 0, 0)
        box.valueChanged.connect(lambda value: self._keep(name, value))
        return box

    def _row(self, form: QFormLayout, words: str, field: QWidget) -> None:
        name = label(words)
        name.setMinimumWidth(170)
        name.setBuddy(field)
        field.setAccessibleName(words)
        form.addRow(name, field)

    def _make_looks(self) -> None:
        form = self._section(self.tr("Appearance"))
        self.theme = self._choice(
            "theme",
            [
                ("system", self.tr("As the desktop")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
        )
        self._row(form, self.tr("Theme"), self.theme)
        self.language = self._choice("language", [("system", self.tr("As the desktop")), *LANGUAGES.items()])
        self._row(form, self.tr("Language"), self.language)
        self.thumbnails = QSlider(Qt.Orientation.Horizontal)
        self.thumbnails.setRange(*BOUNDS["thumbnail_size"])
        self.thumbnails.setValue(self._store.settings.thumbnail_size)
        self.thumbnails.setFixedWidth(260)
        self.thumbnails.valueChanged.connect(lambda value: self._keep("thumbnail_size", value))
        self._row(form, self.tr("Thumbnails"), self.thumbnails)
        form.addRow("", self._switch("outlines", self.tr("Outline matched objects over thumbnails")))
        form.addRow("", self._switch("group_by_kind", self.tr("Group results by kind")))

    def _make_search(self) -> None:
        form = self._section(self.tr("Searching"))
        self._row(form, self.tr("Results at most"), self._number("results"))
        self.remote = self._choice(
            "remote",
            [
                ("ask", self.tr("Ask each time")),
                ("always", self.tr("Fetch the picture")),
                ("never", self.tr("Never use the network")),
            ],
        )
        self._row(form, self.tr("Web addresses"), self.remote)
        self.device = self._choice(
            "device", [("auto", self.tr("The fastest")), ("numpy", self.tr("Processor only"))]
        )
        self._row(form, self.tr("Compute device"), self.device)
        self.device_note = Paragraph(self.tr("Another device is used from the next start on."), 460, "small")
        form.addRow("", self.device_note)

    def _make_scan(self) -> None:
        form = self._section(self.tr("Scanning"))
        self.thorough = QComboBox()
        self.thorough.setMinimumWidth(260)
        self.thorough.addItem(self.tr("Thorough: copies, objects and parts"), True)
        self.thorough.addItem(self.tr("Fast: copies and look-alikes only"), False)
        self.thorough.setCurrentIndex(0 if self._store.settings.thorough else 1)
        self.thorough.currentIndexChanged.connect(lambda: self._keep("thorough", self.thorough.currentData()))
        self._row(form, self.tr("Thoroughness"), self.thorough)
        self.workers = self._number("workers", self.tr("As many as cores"))
        self._row(form, self.tr("Processes"), self.workers)
        self.exclusions = QPlainTextEdit("\n".join(self._store.settings.exclusions))
        self.exclusions.setPlaceholderText(
            self.tr("One pattern per line, such as *.tmp, Cache or Private/**")
        )
        self.exclusions.setFixedSize(460, 84)
        self.exclusions.setTabChangesFocus(True)
        self.exclusions.textChanged.connect(self._exclusions_changed)
        self._row(form, self.tr("Leave out of new folders"), self.exclusions)
        form.addRow("", self._switch("watch", self.tr("Watch folders for changes (not on network disks)")))
        form.addRow("", self._switch("notify", self.tr("Tell me when a long scan has ended")))

    def _exclusions_changed(self) -> None:
        lines = self.exclusions.toPlainText().splitlines()
        self._keep("exclusions", tuple(line.strip() for line in lines if line.strip()))

    def _make_data(self) -> None:
        form = self._section(self.tr("Data"))
        self.folder = label(self._folder_words(), "muted", wrap=True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.folder.setFixedWidth(460)
        self._row(form, self.tr("Library folder"), self.folder)
        row = QWidget()
        buttons = QHBoxLayout(row)
        buttons.setContentsMargins(0, 0, 0, 0)
        self.change_folder = push(self.tr("Change…"), self._ask_folder, name="folder")
        self.usual_folder = push(self.tr("Use the usual place"), lambda: self._set_folder(""))
        buttons.addWidget(self.change_folder)
        buttons.addWidget(self.usual_folder)
        buttons.addStretch(1)
        form.addRow("", row)
        settings = label(str(config_folder()), "muted", wrap=True)
        settings.setFixedWidth(460)
        self._row(form, self.tr("Settings folder"), settings)
        if portable_folder() is not None:
            words = self.tr("Portable mode is on: everything is kept in one folder beside the program.")
        else:
            words = self.tr(
                "For portable mode, put a folder called “imagefinder-data” beside the program, or let the "
                "variable IMAGEFINDER_PORTABLE name a folder."
            )
        form.addRow("", Paragraph(words, 460, "small"))

    def _folder_words(self) -> str:
        chosen = self._store.settings.data_folder
        if chosen:
            return chosen
        portable = portable_folder()
        if portable is not None and not os.environ.get("IMAGEFINDER_LIBRARY"):
            return str(portable / "library")
        return str(default_path())

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for the library"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._set_folder)
        dialog.open()

    def _set_folder(self, name: str) -> None:
        self._keep("data_folder", str(Path(name)) if name else "")
        words = self.tr("{folder} (from the next start on)").format(folder=self._folder_words())
        self.folder.setText(words)

    def fill_devices(self) -> None:
        """List the compute devices, once, in the background: asking the drivers may take a second."""
        if self._asked:
            return
        self._asked = True
        self._runner.start(
            "devices", lambda job: list_devices(), done=self._devices_came, failed=self._no_devices
        )

    def _no_devices(self, error: Exception) -> None:
        self.device_note.setText(self.tr("The devices cannot be listed: {why}").format(why=str(error)))

    def _devices_came(self, devices: list[DeviceInfo]) -> None:
        self.device.blockSignals(True)
        for info in devices:
            if info.kind != "numpy" and self.device.findData(info.name) < 0:
                kind = self.tr("graphics") if info.kind == "gpu" else self.tr("processor")
                self.device.addItem(f"{info.name} ({kind})", info.name)
        self.device.setCurrentIndex(max(0, self.device.findData(self._store.settings.device)))
        self.device.blockSignals(False)

    def follow(self, name: str) -> None:
        """Show a setting that was changed elsewhere in the window."""
        if name == "thumbnail_size":
            self.thumbnails.setValue(self._store.settings.thumbnail_size)
