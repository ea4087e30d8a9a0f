// The MLS group of one voice channel. A listener of ours always commits (its davey session is in this process), so no commit is parsed here.
import { ExternalSender, vec } from './mls.mjs';

const sender = new ExternalSender();

export class DaveGroup {
  /** By leaf: a listener, the bot's connection, or null. */
  #members = [];
  #epoch = 0n;
  #transition = 0;
  /** Whether the group that is made next replaces one: it begins with a transition then. */
  #isRemade = false;

  constructor(channelId) {
    this.channelId = channelId;
    this.listeners = new Set();
    this.bot = null;
    /** A client without DAVE is there: nobody encrypts. */
    this.isDown = false;
    /** The bot was in a group of this channel once. */
    this.wasOn = false;
  }

  static get senderPackage() {
    return sender.package;
  }

  has(peer) {
    return this.#members.includes(peer);
  }

  /** The bot's connection is there and speaks DAVE; it counts once it sent a key package. */
  enter(connection) {
    if (this.bot && this.bot !== connection) this.exit(this.bot);
    this.bot = connection;
    this.settle();
  }

  exit(connection) {
    if (this.bot !== connection) return;
    this.bot = null;
    this.settle();
  }

  /** Makes the group of those who are here now. */
  settle() {
    if (this.isDown) return;
    for (let leaf = 0; leaf < this.#members.length; leaf++) {
      const member = this.#members[leaf];
      if (member && !this.#isHere(member)) this.#drop(leaf);
    }
    const here = [...this.listeners, ...(this.bot?.keyPackage ? [this.bot] : [])];
    if (this.#count() === 0) {
      if (here.length < 2 || this.listeners.size === 0) return;
      this.#members = [here[0]];
      this.#epoch = 0n;
    }
    for (const peer of here) if (!this.has(peer)) this.#add(peer);
  }

  #count() {
    return this.#members.filter(Boolean).length;
  }

  #isHere(member) {
    return member === this.bot ? member.keyPackage !== null && !member.rejoining : this.listeners.has(member);
  }

  #known() {
    return [...this.listeners].map((listener) => listener.userId).concat(this.bot ? [this.bot.userId] : []);
  }

  #drop(leaf) {
    const gone = this.#members[leaf];
    this.#members[leaf] = null;
    if (gone === this.bot) this.bot.rejoining = false;
    const committer = this.#members.find((member) => member && this.listeners.has(member));
    if (this.#count() >= 2 && committer) {
      this.#commit(committer, sender.remove(this.channelId, this.#epoch, leaf), null);
      return;
    }
    // One is left: its group ends, and a new one begins when somebody comes.
    const botIsLeft = this.bot !== null && this.has(this.bot);
    this.#members = [];
    for (const listener of this.listeners) listener.restart();
    if (botIsLeft) {
      this.bot.keyPackage = null;
      this.bot.sendCounted({ op: 24, d: { protocol_version: 1, epoch: 1 } });
      this.bot.sendCounted({ op: 21, d: { protocol_version: 1, transition_id: 0 } });
    }
  }

  #add(peer) {
    const isFirst = this.#epoch === 0n;
    const leader = this.#members.find((member) => member && this.listeners.has(member));
    if (peer === this.bot && isFirst) {
      this.bot.sendCountedBinary(27, Buffer.concat([Buffer.from([0]), vec(sender.add(this.channelId, 0n, leader.keyPackage))]));
    }
    this.#commit(leader, sender.add(this.channelId, this.#epoch, peer.keyPackage), peer);
    const free = this.#members.indexOf(null);
    if (free >= 0) this.#members[free] = peer;
    else this.#members.push(peer);
  }

  /** Lets the committer commit one proposal; everyone in the group follows, a newcomer is welcomed. */
  #commit(committer, proposal, newcomer) {
    const proposals = vec(proposal);
    const isFirst = this.#epoch === 0n;
    if (this.bot && this.has(this.bot)) this.bot.sendCountedBinary(27, Buffer.concat([Buffer.from([0]), proposals]));
    const others = this.#members.filter((member) => member && member !== committer && member !== this.bot);
    for (const other of others) other.session.processProposals(0, proposals, this.#known());
    const { commit, welcome } = committer.session.processProposals(0, proposals, this.#known());
    for (const member of [committer, ...others]) member.session.processCommit(commit);
    const transition = isFirst && !this.#isRemade ? 0 : this.#nextTransition();
    this.#isRemade = false;
    const head = Buffer.from([transition >> 8, transition & 255]);
    if (this.bot && this.has(this.bot)) this.bot.sendTransition(29, transition, Buffer.concat([head, commit]));
    if (newcomer && newcomer === this.bot) this.bot.sendTransition(30, transition, Buffer.concat([head, welcome]));
    else if (newcomer) newcomer.session.processWelcome(welcome);
    this.wasOn ||= this.bot !== null && (newcomer === this.bot || this.has(this.bot));
    this.#epoch++;
  }

  #nextTransition() {
    this.#transition = (this.#transition % 65535) + 1;
    return this.#transition;
  }

  /** A client without DAVE comes: all go over to transport encryption alone (op 21 with version 0, 23, 22). */
  downgrade() {
    if (!this.bot || this.isDown) throw new Error('There is nothing to downgrade.');
    this.isDown = true;
    this.#members = [];
    this.bot.prepareTransition(this.#nextTransition(), 0);
  }

  /** It has left: a new group, as at the start, that begins with a transition. `connection`: the bot's of now. */
  upgrade(connection) {
    if (!this.isDown) throw new Error('There is nothing to upgrade.');
    this.isDown = false;
    connection.dave = 1;
    this.#remake(connection);
  }

  /** The group is made anew with the same version. */
  reset() {
    if (!this.bot || this.isDown) throw new Error('There is no group to reset.');
    this.#members = [];
    this.#remake(this.bot);
  }

  #remake(connection) {
    this.#isRemade = true;
    for (const listener of this.listeners) listener.restart();
    connection.keyPackage = null;
    connection.sendCounted({ op: 24, d: { protocol_version: 1, epoch: 1 } });
  }

  /** Tells the bot to add somebody whom nobody announced. */
  proposeStranger(keyPackage) {
    this.bot?.sendCountedBinary(27, Buffer.concat([Buffer.from([0]), vec(sender.add(this.channelId, this.#epoch, keyPackage))]));
  }
}
