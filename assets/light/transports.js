// The one way in which our pages talk to the server; its library would bring three.
import { WS } from "../../node_modules/engine.io-client/build/esm/transports/websocket.js";

export const transports = { websocket: WS };
