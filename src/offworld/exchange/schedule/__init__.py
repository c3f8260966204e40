"""Schedules to and from other programs: USS both ways, CSV both ways, XLSX in, iCalendar out."""

from offworld.exchange.schedule.calendar import calendar_of as calendar_of
from offworld.exchange.schedule.csv_in import read_csv as read_csv
from offworld.exchange.schedule.csv_out import csv_of as csv_of
from offworld.exchange.schedule.uss_in import read_uss as read_uss
from offworld.exchange.schedule.uss_out import uss_of as uss_of
from offworld.exchange.schedule.xlsx_in import read_xlsx as read_xlsx
