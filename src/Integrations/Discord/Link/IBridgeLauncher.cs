namespace IShowTts.Integrations.Discord.Link;

/// <summary>Starts bridges.</summary>
internal interface IBridgeLauncher
{
    /// <summary>Starts one and waits until it has connected.</summary>
    /// <param name="output">Takes what it writes for logs.</param>
    /// <param name="cancellationToken">Ends the wait and what was started.</param>
    /// <exception cref="BridgeLostException">It did not start or connect; trying again may help.</exception>
    /// <exception cref="BridgeFailedException">It cannot run here.</exception>
    ValueTask<IBridge> LaunchAsync(BridgeOutput output, CancellationToken cancellationToken);
}
