// In place of what mqtt.js brings along and the app never uses: Node's sockets, timers in a worker, a debug log.
const nothing = () => () => undefined;
export default Object.assign(nothing, { setInterval: nothing, clearInterval: nothing });
