// Lets a file be dropped on the import form, and shows how much of it has been sent.
const form = document.querySelector("form.upload");

if (form !== null) {
  const drop = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const state = form.querySelector(".drop-state");
  const bar = document.createElement("progress");

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) {
    drop.addEventListener(name, () => drop.classList.remove("over"));
  }
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      state.textContent = event.dataTransfer.files[0].name;
    }
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    bar.setAttribute("aria-label", form.dataset.sending);
    state.textContent = form.dataset.sending;
    state.after(bar);
    request.upload.addEventListener("progress", (sent) => {
      if (sent.lengthComputable) {
        bar.max = sent.total;
        bar.value = sent.loaded;
      }
    });
    const failed = () => {
      button.disabled = false;
      bar.remove();
      state.textContent = form.dataset.failed;
    };
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) {
        location.assign(request.responseURL);
      } else {
        failed();
      }
    });
    request.addEventListener("error", failed);
    request.open("POST", form.action);
    request.send(new FormData(form));
  });
}
