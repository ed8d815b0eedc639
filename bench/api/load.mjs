/** Sends one pre-encoded request over and over: `PORT CONNECTIONS SECONDS REQUEST`. */
import net from "node:net";

const [port, connections, seconds, request] = process.argv.slice(2);
const bytes = Buffer.from(request);
const times = [];
let requests = 0;
let bad = 0;
let open = Number(connections);
const end = performance.now() + Number(seconds) * 1000;

function report() {
  times.sort((left, right) => left - right);
  const median = times[times.length >> 1] ?? 0;
  console.log(JSON.stringify({ requests, bad, p50_ms: median }));
}

for (let index = 0; index < Number(connections); index += 1) {
  const socket = net.connect(Number(port), "127.0.0.1");
  socket.setNoDelay(true);
  let begun = 0;
  let missing = -1; // bytes of the body that are still to come; below zero: in the head
  let head = "";
  const send = () => {
    begun = performance.now();
    socket.write(bytes);
  };
  const done = () => {
    requests += 1;
    times.push(performance.now() - begun);
    if (performance.now() < end) return send();
    socket.destroy();
    open -= 1;
    if (open === 0) report();
  };
  socket.on("connect", send);
  socket.on("data", (chunk) => {
    if (missing < 0) {
      head += chunk.latin1Slice();
      const edge = head.indexOf("\r\n\r\n");
      if (edge < 0) return;
      if (head.slice(9, 10) !== "2") bad += 1;
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      missing = length - (head.length - edge - 4);
      head = "";
    } else {
      missing -= chunk.length;
    }
    if (missing <= 0) {
      missing = -1;
      done();
    }
  });
}
