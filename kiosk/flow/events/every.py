"""All events together, as one closed type."""

from kiosk.flow.events.machine import MachineEvent
from kiosk.flow.events.maintenance import MaintenanceMachineEvent, MaintenancePersonEvent
from kiosk.flow.events.person import PersonEvent

Event = PersonEvent | MachineEvent | MaintenancePersonEvent | MaintenanceMachineEvent
