// Goes on with a translation job while its page is open. Without this the button does so.
const form = document.querySelector("[data-translation-job]:not([hidden])");

async function goOn() {
  const response = await fetch(window.location.href, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  if (!response.ok) return;
  const job = await response.json();
  form.querySelector("progress").value = job.done;
  form.querySelector("[data-done]").textContent = job.done;
  if (job.is_finished) {
    window.location.reload();
  } else {
    goOn();
  }
}

if (form) goOn();
