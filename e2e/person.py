"""A person at a browser: what they see by role and name, and what they do."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

PASSWORD = "mango-lantern-42-river"
_ANYTHING = re.compile(r"\S")
_NETWORK = re.compile(r"net::ERR_|WebSocket connection|Failed to fetch|the server responded with")


@dataclass(kw_only=True)
class Person:
    """Somebody with a name, an address and one page in a browser profile of their own."""

    name: str
    address: str
    context: BrowserContext
    page: Page
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))

    @property
    def email(self) -> str:
        """Give their address for signing in."""
        return f"{self.name.lower()}@sala.test"

    def go(self, path: str) -> None:
        """Open a page of Sala."""
        self.page.goto(f"{self.address}{path}")

    # At the door

    def claim(self, path: str) -> None:
        """Become the owner by the one-time link."""
        self.go(path)
        self._introduce("Become the owner")

    def join(self, link: str) -> None:
        """Join by an invitation's link."""
        self.go("/join/" + link.rpartition("/join/")[2])
        self._introduce("Join")

    def sign_in(self) -> None:
        """Sign in with the password."""
        self.go("/sign-in")
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"{self.address}/")

    def _introduce(self, answer: str) -> None:
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name=answer, exact=True).click()
        self.page.wait_for_url(f"{self.address}/")

    # On the first page

    def invite(self, role: str = "Editor") -> str:
        """Make an invitation; give its link."""
        self.go("/people")
        self.page.get_by_role("button", name="Invite somebody").click()
        dialog = self.page.get_by_role("dialog", name="Whom do you invite?")
        dialog.get_by_role("radio", name=role).check()
        dialog.get_by_role("button", name="Make the link").click()
        link = dialog.get_by_role("textbox", name="The link")
        expect(link).to_have_value(re.compile("/join/"))
        shown = link.input_value()
        dialog.get_by_role("button", name="Done").click()
        expect(dialog).to_be_hidden()
        return shown

    def choose_role(self, name: str, role: str) -> None:
        """Change what a member may do, on the page of people."""
        choice = self.page.get_by_role("combobox", name=f"Role of {name}")
        choice.select_option(label=role)
        expect(choice).to_be_enabled()

    def import_archive(self, file: Path, name: str) -> None:
        """Import an archive, and wait until it can be opened."""
        self.go("/")
        self.page.get_by_role("button", name=re.compile("^Import")).click()
        dialog = self.page.get_by_role("dialog", name="Where does it come from?")
        dialog.get_by_role("tab", name="An archive").click()
        dialog.get_by_label("File").set_input_files(file)
        dialog.get_by_role("button", name="Import", exact=True).click()
        expect(dialog).to_be_hidden(timeout=60_000)
        expect(self.workspace_link(name)).to_be_visible(timeout=60_000)

    def open_folder(self, folder: Path, name: str) -> None:
        """Open a repository of the machine, in place."""
        self.go("/")
        self.page.get_by_role("button", name=re.compile("^Import")).click()
        dialog = self.page.get_by_role("dialog", name="Where does it come from?")
        dialog.get_by_role("tab", name="A folder").click()
        dialog.get_by_label("Folder on the machine that Sala runs on").fill(str(folder))
        dialog.get_by_role("button", name="Open the folder").click()
        expect(dialog).to_be_hidden(timeout=60_000)
        expect(self.workspace_link(name)).to_be_visible(timeout=60_000)

    def workspace_link(self, name: str) -> Locator:
        """Find a workspace in the list."""
        return self.page.get_by_role("link", name=name, exact=True)

    def open_workspace(self, name: str) -> None:
        """Go into a workspace from the list."""
        self.go("/")
        self.workspace_link(name).click()
        self.page.wait_for_url(re.compile("/w/"))

    # In a workspace

    @property
    def files(self) -> Locator:
        """Find the file tree."""
        return self.page.get_by_role("tree", name="Files")

    def open_file(self, path: str) -> Locator:
        """Open a file by unfolding the tree; give its editor."""
        *folders, name = path.split("/")
        for level, folder in enumerate(folders, start=1):
            item = self._row(folder, level)
            if item.get_attribute("aria-expanded") != "true":
                item.click()
            expect(item).to_have_attribute("aria-expanded", "true")
        self._row(name, len(folders) + 1).click()
        editor = self.editor(name)
        expect(editor).to_be_visible()
        expect(editor).to_contain_text(_ANYTHING)  # an empty page may still be on its way
        return editor

    def _row(self, name: str, level: int) -> Locator:
        pattern = re.compile(rf"^{re.escape(name)}(\s|$)")
        return self.files.get_by_role("treeitem", name=pattern, level=level).first

    def editor(self, name: str) -> Locator:
        """Find the text of an open file."""
        return self.page.get_by_role("textbox", name=name, exact=True)

    @property
    def status(self) -> Locator:
        """Find what is said of the work: Saved, Saving, Offline."""
        return self.page.get_by_label("Status").get_by_role("status").first

    def expect_saved(self, timeout: float = 15_000) -> None:
        """Wait for “Saved”."""
        expect(self.status).to_have_text("Saved", timeout=timeout)

    def type_at_end(self, editor: Locator, text: str) -> None:
        """Type at the end of a file."""
        editor.focus()
        editor.press("Control+End")
        self.page.keyboard.type(text)

    def expect_company(self, name: str) -> None:
        """Wait until somebody is shown as being in this file."""
        here = self.page.get_by_label("In this file")
        expect(here.get_by_label(name).or_(here.get_by_title(name)).first).to_be_visible()

    def expect_caret_of(self, name: str, file: str) -> None:
        """Wait until somebody's flag stands in the text: the two letters of their name."""
        beside = self.editor(file).locator("xpath=..")
        expect(beside.get_by_text(name[:2].upper(), exact=True)).to_be_attached()

    def open_changes(self) -> None:
        """Show what changed since the last commit."""
        self.page.get_by_role("tab", name=re.compile("^Changes")).click()
        expect(self.page.get_by_role("textbox", name="Commit message")).to_be_visible()

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.open_changes()
        self.page.get_by_role("textbox", name="Commit message").fill(message)
        self.page.get_by_role("button", name="Commit", exact=True).click()
        expect(self.page.get_by_text(re.compile("^Committed as "))).to_be_visible()

    def expect_on_disk(self, file: Path, text: str, patience: float = 15.0) -> None:
        """Wait until a file holds what the editor shows; fail with both when it does not."""
        deadline = time.monotonic() + patience
        while (found := file.read_text(encoding="utf-8")) != text:
            assert time.monotonic() < deadline, f"on disk: {found!r}\nshown: {text!r}"
            self.page.wait_for_timeout(100)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not _NETWORK.search(message.text):
            self.troubles.append(message.text)


def text_of(editor: Locator) -> str:
    """Give the text an editor shows: for files short enough to be drawn whole."""
    lines = editor.locator(":scope > div").all_inner_texts()
    return "\n".join("" if line == "\n" else line for line in lines)
