// Bodies of the HTTP API (docs/api.md), as the pages read them.

interface Viewer { id: string; login: string; displayName: string; roles: string[] }
interface Reason { code: string; rule: string | null; detail: string | null }
interface Amount { value: number; currency: string; text: string }
interface Timings { ttfaMs: number | null; synthMs: number | null; audioMs: number | null; rtf: number | null }

interface Utterance {
  id: string;
  kind: string;
  source: string;
  viewer: Viewer;
  originalText: string;
  spokenText: string;
  voice: string | null;
  engine: string | null;
  state: string;
  reason: Reason | null;
  amount: Amount | null;
  isTest: boolean;
  timestamps: Record<string, string>;
  timings: Timings;
}

interface Status { enabled: boolean; paused: boolean; mode: string; nowPlaying: Utterance | null; heardMs: number; waiting: number; held: number }
interface SourceHealth { name: string; state: string; since: string | null; lastEventAt: string | null; detail: string }
interface SinkHealth { name: string; state: string; detail: string; counts: boolean }
interface Alarm { key: string; text: string; since: string }
interface TwitchHealth { state: string; login: string | null; expiresAt: string | null; trouble: string }

interface Health {
  status: string;
  version: string;
  paused: boolean;
  enabled: boolean;
  queue: Record<string, number>;
  sources: SourceHealth[];
  sinks: SinkHealth[];
  alarms: Alarm[];
  twitch: TwitchHealth | null;
}

interface Level { utterance: string; heardMs: number; totalMs: number | null; peak: number; rms: number }
interface Waveform { totalMs: number; isComplete: boolean; peaks: number[] }
interface Session { name: string; scopes: string[] }
interface Transition { sequence: number; at: string; from: string | null; to: string; utterance: Utterance }

interface VoiceInfo {
  name: string;
  engine: string;
  language: string;
  description: string | null;
  isDefault: boolean;
  isCloned: boolean;
  isUploaded: boolean;
  consent: string | null;
  problems: string[];
}

interface ViewerSettings { login: string; voice: string | null; nickname: string | null; isIgnored: boolean; isRegular?: boolean }
interface WordLists { blocked: string[]; allowed: string[] }
interface FilterStep { filter: string; before: string; after: string; verdict: string; rule: string | null; detail: string | null }
interface FilterTrial { verdict: string; reason: Reason; spokenText: string; steps: FilterStep[] }

interface Setting {
  key: string;
  type: string;
  value: any;
  default: any;
  origin: string;
  needsRestart: boolean;
  isPending: boolean;
  isOverridden: boolean;
  isSecret: boolean;
  isSet: boolean;
  doc: string | null;
  min: number | null;
  max: number | null;
  choices: string[] | null;
}

interface ApiProblem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  parameter?: string;
  reasons?: string[];
  errors?: { key: string; message: string }[];
}

/** What the whole page knows. */
interface PageState {
  connection: 'connecting' | 'live' | 'away' | 'locked';
  session: Session | null;
  status: Status | null;
  health: Health | null;
  level: Level | null;
  utterances: Map<string, Utterance>;
  order: string[];
  toasts: { id: number; text: string; isError: boolean }[];
  dialog: string | null;
  /** Settings that were changed here and not saved: their text; null takes the override back. */
  edits: Record<string, string | null>;
  editErrors: Record<string, string>;
  player: { text: string; metrics: { ttfaMs: number | null; rtf: number | null } | null } | null;
  /** How often everything was read anew after the first time. */
  epoch: number;
}
