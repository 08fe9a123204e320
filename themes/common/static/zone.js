// Shows the times of chats in the reader's zone, and says so. Without this script they are in the zone of the site.
const language = document.documentElement.lang;
const forms = {
  weekday: new Intl.DateTimeFormat(language, { weekday: "long" }),
  clock: new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }),
};
const named = new Intl.DateTimeFormat(language, { timeZoneName: "long" });
const part = (date) => named.formatToParts(date).find((one) => one.type === "timeZoneName").value;
const times = [...document.querySelectorAll("[data-eb-time]")];
// "2026-12-03T20:00:00-06:00" is local already where the clock of the reader shows the same.
const isElsewhere = times.some((time) => {
  const date = new Date(time.dateTime);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  return local !== time.dateTime.slice(0, 16);
});
if (isElsewhere) {
  times.forEach((time) => { time.textContent = forms[time.dataset.ebTime].format(new Date(time.dateTime)); });
  document.querySelectorAll("[data-eb-zone]").forEach((words) => {
    words.textContent = words.dataset.ebZone.replace("{zone}", part(new Date(times[0].dateTime)));
  });
}
