// Follows an import: asks how far it is, shows the rate and the time left, and loads the page anew at the end.
const panel = document.querySelector(".live");

if (panel !== null) {
  const bar = panel.querySelector("progress");
  const text = panel.querySelector(".live-text");
  const language = document.documentElement.lang;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const began = { time: performance.now(), bytes: null };
  const mebibytes = (bytes) => `${number.format(bytes / 1048576)} MiB`;

  const look = async () => {
    const answer = await fetch(panel.dataset.poll, { cache: "no-store" });
    if (!answer.ok) return;
    const progress = await answer.json();
    began.bytes ??= progress.bytes_done;
    bar.max = Math.max(progress.bytes_total, 1);
    bar.value = progress.bytes_done;
    for (const place of panel.querySelectorAll("[data-count]")) {
      place.textContent = number.format(progress[place.dataset.count]);
    }
    const seconds = (performance.now() - began.time) / 1000;
    const rate = (progress.bytes_done - began.bytes) / Math.max(seconds, 0.1);
    const parts = [`${mebibytes(progress.bytes_done)} / ${mebibytes(progress.bytes_total)}`];
    if (rate > 0) {
      parts.push(panel.dataset.rate.replace("{rate}", mebibytes(rate)));
      const left = progress.seconds_left ?? (progress.bytes_total - progress.bytes_done) / rate;
      parts.push(panel.dataset.left.replace("{seconds}", number.format(Math.ceil(left))));
    }
    text.textContent = parts.join(" · ");
    if (progress.state === "running") {
      setTimeout(look, 700);
    } else {
      location.reload();
    }
  };
  look();
}
