namespace IShowTts.Worker.Cli;

/// <summary>What a command says to the shell.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>It could not be done; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong.</summary>
    public const int Misused = 2;

    /// <summary>Something must be installed first; standard error says what.</summary>
    public const int SetUpNeeded = 3;
}
