namespace IShowTts.Worker.Cli.LiveConsole;

/// <summary>How <c>run</c> shows what goes on.</summary>
internal enum ConsoleView
{
    /// <summary>Live on a terminal, plain lines otherwise.</summary>
    Auto,

    /// <summary>A screen that is redrawn.</summary>
    Live,

    /// <summary>One line per change.</summary>
    Plain,

    /// <summary>Nothing.</summary>
    Off,
}
