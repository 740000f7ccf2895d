// A person's client as Element has it, in the mode that knows only devices signed by their owner.
// Speaks JSON lines: {"id", "do", ...} comes on stdin; {"id", "done"} or {"id", "failed"}, and what happens
// ({"event"}, {"member"}, {"invited"}, {"ready"}), go to stdout. Ends with its stdin.
//   node phone.mjs FOLDER      FOLDER has the node_modules with matrix-js-sdk
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const say = (what) => process.stdout.write(JSON.stringify(what) + "\n");
// stdout is for what this file says; the library and its WebAssembly log to the console
for (const level of ["log", "info", "debug", "trace"]) console[level] = () => {};
console.warn = console.error;

const require = createRequire(join(resolve(process.argv[2]), "package.json"));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const sdk = await load("matrix-js-sdk");
const { OnlySignedDevicesIsolationMode, EventShieldColour } = await load("matrix-js-sdk/lib/crypto-api/index.js");

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error: console.error, getChild: () => quiet };
const SHIELDS = {
  [EventShieldColour.NONE]: "none",
  [EventShieldColour.GREY]: "grey",
  [EventShieldColour.RED]: "red",
};
let client;

async function tell(event) {
  if (event.getSender() === client.getUserId() || event.isState()) return;
  await client.decryptEventIfNeeded(event);
  const trust = event.isEncrypted() ? await client.getCrypto().getEncryptionInfoForEvent(event) : null;
  say({
    event: {
      type: event.getType(),
      event_id: event.getId(),
      sender: event.getSender(),
      origin_server_ts: event.getTs(),
      content: event.getContent(),
      redacts: event.event.redacts,
    },
    room: event.getRoomId(),
    encrypted: event.isEncrypted() && !event.isDecryptionFailure(),
    shield: trust ? SHIELDS[trust.shieldColour] : null,
    failure: event.isDecryptionFailure() ? (event.decryptionFailureReason ?? "UNKNOWN") : null,
  });
}

const acts = {
  async start({ url, user, device, token, password }) {
    client = sdk.createClient({
      baseUrl: url, userId: user, deviceId: device, accessToken: token, logger: quiet,
    });
    await client.initRustCrypto({ useIndexedDB: false });
    const crypto = client.getCrypto();
    crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
    client.on(sdk.RoomEvent.Timeline, (event, room, older) => older || tell(event));
    client.on(sdk.MatrixEventEvent.Decrypted, tell);
    client.on(sdk.RoomMemberEvent.Membership, (_, member) =>
      say({ member: member.userId, room: member.roomId, now: member.membership }),
    );
    client.on(sdk.RoomEvent.MyMembership, (room, now) => now === "invite" && say({ invited: room.roomId }));
    await client.startClient({ initialSyncLimit: 100 });
    await new Promise((ready) =>
      client.on(sdk.ClientEvent.Sync, (state) => state === "PREPARED" && ready()),
    );
    await crypto.bootstrapCrossSigning({
      authUploadDeviceSigningKeys: async (upload) => {
        try {
          await upload(null);
        } catch (refused) {
          if (refused.httpStatus !== 401) throw refused;
          const session = refused.data.session;
          const identifier = { type: "m.id.user", user };
          await upload({ type: "m.login.password", session, identifier, password });
        }
      },
    });
    await crypto.getUserDeviceInfo([user], true);
    return { signed: (await crypto.getDeviceVerificationStatus(user, device)).signedByOwner };
  },

  async enters({ room, encrypted, guest }) {
    const inside = () => {
      const known = client.getRoom(room);
      const there = known?.getMyMembership() === "join" && (!guest || known.getMember(guest) !== null);
      return there && (!encrypted || known.hasEncryptionStateEvent());
    };
    await new Promise((there) => {
      const look = () => {
        if (!inside()) return;
        client.off(sdk.ClientEvent.Sync, look);
        there();
      };
      client.on(sdk.ClientEvent.Sync, look);
      look();
    });
  },

  async send({ room, kind, content }) {
    return { event: (await client.sendEvent(room, kind, content)).event_id };
  },
};

say({ ready: sdk.version ?? true });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, do: act, ...given } = JSON.parse(line);
  acts[act](given).then(
    (done) => say({ id, done: done ?? {} }),
    (failed) => say({ id, failed: String(failed) }),
  );
}
process.exit(0);
