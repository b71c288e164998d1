// Says whether each office is open at this moment, by the clock where it stands.
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

function clockIn(timeZone) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit",
  }).formatToParts(new Date());
  const part = (type) => parts.find((found) => found.type === type).value;
  return {
    date: `${part("year")}-${part("month")}-${part("day")}`,
    day: WEEKDAYS.indexOf(part("weekday")) + 1,
    time: `${part("hour")}:${part("minute")}`,
  };
}

function dayBefore(date) {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function say(state) {
  const { date, day, time } = clockIn(state.dataset.timeZone);
  const yesterday = { date: dayBefore(date), day: day === 1 ? 7 : day - 1 };
  const all = (selector) => [...state.parentElement.querySelectorAll(selector)];
  const isClosed = (on) => all("[data-closed-from]").some(({ dataset }) =>
    dataset.closedFrom <= on && on <= dataset.closedTo);
  const holds = ({ dataset }, on) =>
    dataset.firstDay <= on.day && on.day <= dataset.lastDay && !isClosed(on.date);
  const open = all("[data-opens]").find((hours) => {
    const { opens, closes } = hours.dataset;
    if (opens < closes) return holds(hours, { date, day }) && opens <= time && time < closes;
    // Past midnight: the evening of this day, or what is left of the night before.
    return (holds(hours, { date, day }) && opens <= time) || (holds(hours, yesterday) && time < closes);
  });
  const closes = open && open.dataset.closes.replace(/^0/, "").replace(":", state.dataset.hourSign);
  state.textContent = open ? `${state.dataset.open} ${closes}` : state.dataset.closed;
  state.classList.toggle("opening-hours__state--open", Boolean(open));
  state.hidden = false;
}

function sayAll() {
  document.querySelectorAll(".opening-hours__state").forEach(say);
}

sayAll();
setInterval(sayAll, 30_000);
