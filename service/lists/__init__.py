"""Participant lists as organisers send them: German Excel, CSV in any dress, JSON from other programs."""

from service.lists.errors import ListUnreadable
from service.lists.pasted import read_pasted
from service.lists.people_json import read_people_json
from service.lists.read import read_list
from service.lists.report import Duplicate, ListReport, PeopleList, RowNote

__all__ = [
    "Duplicate",
    "ListReport",
    "ListUnreadable",
    "PeopleList",
    "RowNote",
    "read_list",
    "read_pasted",
    "read_people_json",
]
