// Reads a JSON list of calendars from the standard input, and writes the occurrences of each event, by its UID.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);

function occurrences(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = {};
  for (const component of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const times = (found[event.uid] = []);
    const length = event.endDate.toUnixTime() - event.startDate.toUnixTime();
    if (!event.isRecurring()) times.push([event.startDate.toUnixTime(), event.endDate.toUnixTime()]);
    else {
      const all = event.iterator();
      for (let next = all.next(); next; next = all.next()) {
        times.push([next.toUnixTime(), next.toUnixTime() + length]);
      }
    }
  }
  return found;
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(occurrences)));
