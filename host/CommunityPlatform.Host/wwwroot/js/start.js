// Starts the circuit and keeps it: after a cut or a restart of the server the page comes back by itself, without a touch.
// An unattended screen must not wait for anybody to press "reload".
window.cpAlive = () => { document.documentElement.dataset.alive = 'yes'; };

// What a page asks of the browser in its markup: no page may carry script of its own (Content-Security-Policy).
addEventListener("click", e => { if (e.target.closest?.("[data-print]")) { print(); } });
addEventListener("focusin", e => { if (e.target.matches?.("[data-select]")) { e.target.select(); } });

(() => {
  const bar = () => {
    let node = document.getElementById("cp-connection");
    if (!node) {
      node = document.createElement("div");
      node.id = "cp-connection";
      node.className = "cp-connection";
      node.setAttribute("role", "status");
      document.body.appendChild(node);
    }
    return node;
  };
  const zh = document.documentElement.lang.startsWith("zh");
  const say = text => { const node = bar(); node.textContent = text; node.hidden = !text; };
  let trying = false;

  async function comeBack() {
    if (trying) return;
    trying = true;
    say(zh ? "连接断开，正在恢复…" : "Connection lost, restoring…");
    for (let i = 0; ; i++) {
      try {
        if (await Blazor.reconnect()) { say(""); trying = false; return; }
        location.reload();
        return;
      } catch {
        // The server does not answer yet: when it does and the circuit is gone, load anew.
        await new Promise(done => setTimeout(done, Math.min(1000 + i * 500, 3000)));
        try {
          if ((await fetch("health/live", { cache: "no-store" })).ok && i > 0) { location.reload(); return; }
        } catch { /* still away */ }
      }
    }
  }

  Blazor.start({
    circuit: {
      reconnectionHandler: {
        onConnectionDown: () => { comeBack(); },
        onConnectionUp: () => { trying = false; say(""); },
      },
    },
  });
})();
