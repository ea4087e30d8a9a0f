namespace IShowTts.Worker.Queue.Sqlite;

/// <summary>The tables of the queue. A new version adds a step; a step that was released is never changed.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as ours (<c>PRAGMA application_id</c>): "iSTQ".</summary>
    public const int ApplicationId = 0x69535451;

    /// <summary>The version that this worker writes.</summary>
    public static int Version => Steps.Count;

    /// <summary>SQL that brings version n to n + 1, n being the index.</summary>
    public static IReadOnlyList<string> Steps { get; } =
    [
        """
        CREATE TABLE utterance (
          row INTEGER PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          source TEXT NOT NULL,
          event_id TEXT NOT NULL,
          message_id TEXT NOT NULL,
          redemption_id TEXT,
          channel TEXT NOT NULL,
          viewer_id TEXT NOT NULL,
          viewer_login TEXT NOT NULL,
          viewer_name TEXT NOT NULL,
          viewer_roles INTEGER NOT NULL,
          viewer_anonymous INTEGER NOT NULL,
          turn_key TEXT NOT NULL,
          original_text TEXT NOT NULL,
          amount TEXT,
          currency TEXT,
          is_paid INTEGER NOT NULL,
          is_chat INTEGER NOT NULL,
          priority INTEGER NOT NULL,
          event_at INTEGER NOT NULL,
          queued_at INTEGER,
          finished_at INTEGER,
          state INTEGER NOT NULL,
          spoken_text TEXT NOT NULL,
          voice TEXT,
          engine TEXT,
          reason_code TEXT,
          reason_rule TEXT,
          reason_detail TEXT,
          attempts INTEGER NOT NULL,
          timestamps TEXT NOT NULL,
          ttfa_ms REAL,
          synth_ms REAL,
          audio_ms REAL,
          heard_ms REAL
        ) STRICT;
        CREATE UNIQUE INDEX utterance_event ON utterance (source, event_id) WHERE event_id <> '';
        CREATE INDEX utterance_state ON utterance (state, id);
        CREATE INDEX utterance_viewer ON utterance (viewer_id, id);
        CREATE INDEX utterance_finished ON utterance (is_paid, finished_at) WHERE finished_at IS NOT NULL;

        CREATE TABLE transition (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          utterance INTEGER NOT NULL REFERENCES utterance (row) ON DELETE CASCADE,
          from_state INTEGER,
          at INTEGER NOT NULL,
          state INTEGER NOT NULL,
          spoken_text TEXT NOT NULL,
          voice TEXT,
          engine TEXT,
          reason_code TEXT,
          reason_rule TEXT,
          reason_detail TEXT,
          attempts INTEGER NOT NULL,
          timestamps TEXT NOT NULL,
          ttfa_ms REAL,
          synth_ms REAL,
          audio_ms REAL,
          heard_ms REAL
        ) STRICT;
        CREATE INDEX transition_utterance ON transition (utterance);

        CREATE TABLE viewer_turn (
          turn_key TEXT PRIMARY KEY,
          turn INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX viewer_turn_turn ON viewer_turn (turn);
        """,
        """
        ALTER TABLE utterance ADD COLUMN reward_id TEXT NOT NULL DEFAULT '';
        CREATE INDEX utterance_redemption ON utterance (redemption_id) WHERE redemption_id IS NOT NULL;

        CREATE TABLE redemption (
          id TEXT PRIMARY KEY,
          reward_id TEXT NOT NULL,
          channel TEXT NOT NULL,
          utterance_id TEXT NOT NULL,
          viewer TEXT NOT NULL,
          is_fulfilled INTEGER NOT NULL,
          reason_code TEXT NOT NULL,
          decided_at INTEGER NOT NULL,
          due_at INTEGER,
          attempts INTEGER NOT NULL DEFAULT 0,
          told_at INTEGER,
          set_aside TEXT,
          reply INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX redemption_due ON redemption (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX redemption_over ON redemption (decided_at) WHERE due_at IS NULL;
        CREATE INDEX redemption_reply ON redemption (told_at) WHERE reply = 1;

        CREATE TABLE reward (
          id TEXT PRIMARY KEY,
          title TEXT NOT NULL,
          is_own INTEGER NOT NULL,
          needs_input INTEGER NOT NULL,
          seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
        """
        ALTER TABLE utterance ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0;
        """,
        """
        ALTER TABLE utterance ADD COLUMN place_before INTEGER;
        ALTER TABLE utterance ADD COLUMN place_after INTEGER;
        ALTER TABLE utterance ADD COLUMN place_sequence INTEGER;
        ALTER TABLE utterance ADD COLUMN origin_id TEXT;
        ALTER TABLE utterance ADD COLUMN is_taken_back INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX utterance_place ON utterance (place_sequence) WHERE place_sequence IS NOT NULL;
        """,
        """
        CREATE INDEX utterance_origin ON utterance (origin_id) WHERE origin_id IS NOT NULL;
        """,
    ];
}
