import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Sends something again and again, until the connection is closed. */
function drip(socket: Socket, text: string): void {
  const timer = setInterval(() => {
    if (socket.writable) socket.write(text);
  }, 5);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** What a server on raw TCP does once it has the beginning of a request. */
export const hostilities: Readonly<Record<string, (socket: Socket) => void>> = {
  silence: () => undefined,
  'a switch of protocols': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n');
  },
  'a switch of protocols without saying to which': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
  },
  'a switch of protocols that goes on talking': (socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: Upgrade\r\n\r\n');
    drip(socket, 'hello');
  },
  'an end without an answer': (socket) => void socket.end(),
  'half an answer and an end': (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  'informational answers for ever': (socket) => {
    drip(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n');
  },
  'headers for ever': (socket) => {
    socket.write(ok);
    drip(socket, 'x-more: y\r\n');
  },
  'one header that never ends': (socket) => {
    socket.write(`${ok}x-more: `);
    drip(socket, 'y');
  },
  'a body for ever': (socket) => {
    socket.write(`${ok}transfer-encoding: chunked\r\n\r\n`);
    drip(socket, '1\r\n \r\n');
  },
  'trailers for ever': (socket) => {
    socket.write(`${ok}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`);
    drip(socket, 'x-more: y\r\n');
  },
  'less than was announced': (socket) => void socket.write(`${ok}content-length: 100\r\n\r\n{`),
  'a reset in the middle': (socket) => {
    socket.write(`${ok}content-length: 100\r\n\r\n{`, () => socket.resetAndDestroy());
  },
  'a reset at once': (socket) => void socket.resetAndDestroy(),
  'no HTTP at all': (socket) => {
    drip(socket, '\u0000\u0001SSH-2.0-x\r\n');
  },
  'an answer that leads to itself for ever': (socket) => {
    socket.write('HTTP/1.1 307 Moved\r\nlocation: /\r\ncontent-length: 0\r\n\r\n');
  },
  'garbage after an empty answer': (socket) => {
    socket.write('HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n');
    drip(socket, 'HTTP/1.1 garbage');
  },
};

export type HostileServer = { readonly url: string; stop(): void };

/** A server on loopback that treats every connection in one way. */
export async function startHostile(hostility: (socket: Socket) => void): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', () => {
      hostility(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
