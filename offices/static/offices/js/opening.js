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

function say(state) {
  const { date, day, time } = clockIn(state.dataset.timeZone);
  const all = (selector) => [...state.parentElement.querySelectorAll(selector)];
  const isClosed = all("[data-closed-from]").some(({ dataset }) =>
    dataset.closedFrom <= date && date <= dataset.closedTo);
  const open = !isClosed && all("[data-opens]").find(({ dataset }) =>
    dataset.firstDay <= day && day <= dataset.lastDay && dataset.opens <= time && time < dataset.closes);
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
