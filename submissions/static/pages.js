// What the pages can do better with a script. Without it everything still works.
"use strict";

(() => {
  document.documentElement.classList.add("scripted");

  const form = document.querySelector("form.hand-in");
  const summary = document.getElementById("summary");
  if (summary) summary.focus();
  document.addEventListener("click", closeMenus);
  document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(event));
  window.addEventListener("pageshow", (event) => event.persisted && form && ready(form));
  if (!form) return;

  const files = form.querySelector("input[type=file]");
  form.addEventListener("change", (event) => event.target.matches(".num") && checkOne(event.target));
  form.addEventListener("submit", send);
  form.addEventListener("input", () => (form.dataset.touched = "yes"));
  form.addEventListener("keydown", toTheNext);
  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.touched && !form.dataset.checked) event.preventDefault();
  });
  if (files) {
    files.addEventListener("change", checkFiles);
    for (const kind of ["dragenter", "dragover"]) files.addEventListener(kind, () => over(true));
    for (const kind of ["dragleave", "drop"]) files.addEventListener(kind, () => over(false));
  }

  function closeMenus(event) {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (event.type === "keydown") menu.querySelector("summary").focus();
      if (event.type === "keydown" || !menu.contains(event.target)) menu.open = false;
    }
  }

  function over(isOver) {
    files.closest(".drop").classList.toggle("over", isOver);
  }

  // Enter goes on to the next number instead of handing in half the answers; on an option it does nothing.
  function toTheNext(event) {
    if (event.key !== "Enter" || !event.target.matches(".num, .option input")) return;
    event.preventDefault();
    if (!event.target.matches(".num")) return;
    const all = [...form.querySelectorAll(".num")];
    all[all.indexOf(event.target) + 1]?.focus();
  }

  // Ask the server what is wrong with the form; null when it cannot say. Nothing is handed in by asking.
  async function ask(withFiles, again = true) {
    const data = new FormData(form);
    if (!withFiles) data.delete("files");
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: data });
      if (answer.redirected) return { ended: true };
      if (answer.status === 400 && again) return (await renewed()) ? ask(withFiles, false) : { ended: true };
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  // After another log-in in this browser the form needs that log-in's token; false when there is none.
  async function renewed() {
    const answer = await fetch(location.href);
    if (answer.redirected) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form.hand-in [name=csrf_token]")?.value;
    for (const input of document.querySelectorAll("[name=csrf_token]")) input.value = token;
    return Boolean(token);
  }

  async function checkOne(input) {
    document.getElementById("submit-said").textContent = "";
    const said = await ask(false);
    if (said?.cells) show(input, said.cells[input.name]);
  }

  function show(input, why) {
    const place = input.closest(".widget").querySelector("[data-said]");
    place.querySelector(`[data-for="${CSS.escape(input.name)}"]`)?.remove();
    input.classList.toggle("is-invalid", Boolean(why));
    if (!why) return input.removeAttribute("aria-invalid");
    input.setAttribute("aria-invalid", "true");
    const line = document.createElement("span");
    line.dataset.for = input.name;
    line.textContent = why;
    place.append(line);
  }

  async function checkFiles() {
    const list = document.getElementById("chosen");
    list.replaceChildren(...[...files.files].map(entry));
    document.getElementById("files-said").replaceChildren();
    if (!tooLarge()) showFiles(await ask(true));
  }

  function entry(file) {
    const line = document.createElement("li");
    const size = file.size < 1000 ? `${file.size} B` : `${(file.size / 1000).toFixed(1)} kB`;
    line.textContent = `${file.name} · ${size}`;
    return line;
  }

  function tooLarge() {
    const size = [...files.files].reduce((sum, file) => sum + file.size, 0);
    const much = size > Number(files.dataset.most);
    files.setCustomValidity(much ? files.dataset.tooLarge : "");
    if (much) files.reportValidity();
    return much;
  }

  function showFiles(said) {
    document.getElementById("files-said").innerHTML = said?.files ?? "";
  }

  async function send(event) {
    if (form.dataset.checked) return;
    event.preventDefault();
    if (files && tooLarge()) return;
    const button = form.querySelector(".submit-bar button");
    button.disabled = true;
    button.dataset.word ??= button.textContent;
    button.textContent = button.dataset.busy;
    document.getElementById("submit-said").textContent = "";
    const said = await ask(true);
    const alarm = document.getElementById("submit-said");
    if (said?.ended) {
      alarm.textContent = alarm.dataset.ended;
      return ready(form);
    }
    if (said) {
      for (const input of form.querySelectorAll(".num")) show(input, said.cells[input.name]);
      showFiles(said);
    }
    const wrong = form.querySelector(".num.is-invalid");
    if (!said || (!wrong && !said.files)) {
      form.dataset.checked = "yes";
      return form.submit();
    }
    ready(form);
    alarm.textContent = alarm.dataset.said;
    const first = wrong ?? files;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  function ready(ours) {
    const button = ours.querySelector(".submit-bar button");
    delete ours.dataset.checked;
    if (!button) return;
    button.disabled = false;
    if (button.dataset.word) button.textContent = button.dataset.word;
  }
})();
