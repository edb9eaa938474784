"""Projects with scarce resources, as the library PSPLIB writes them: read, bounded, solved, invented."""

from xiandao.scaleup.scheduling.projects.bounds import ProjectBound, project_bound
from xiandao.scaleup.scheduling.projects.inventing import invented
from xiandao.scaleup.scheduling.projects.listing import ListSearch
from xiandao.scaleup.scheduling.projects.project import Job, Project, Resource, breaches
from xiandao.scaleup.scheduling.projects.reading import ProjectFileRefused, read_project, written_project
from xiandao.scaleup.scheduling.projects.solving import ProjectPlan, list_schedule, solve_project

__all__ = [
    "Job",
    "ListSearch",
    "Project",
    "ProjectBound",
    "ProjectFileRefused",
    "ProjectPlan",
    "Resource",
    "breaches",
    "invented",
    "list_schedule",
    "project_bound",
    "read_project",
    "solve_project",
    "written_project",
]
