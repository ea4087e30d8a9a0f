using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Discord;

/// <content>Keeps a bridge running.</content>
internal sealed partial class DiscordBot
{
    private const int GuildIntents = 1 | 128;
    private const int TextIntents = 512 | 32_768 | 4;

    /// <summary>A bridge that ran this long was well; the waits begin at the shortest again.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);

    /// <summary>How long a bridge that has closed its socket may take to tell its exit code.</summary>
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await pipeline.ExecuteAsync(TryOnceAsync, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Tell(new DiscordBotState(DiscordBotPhase.Stopped, "stopped", "The worker is ending."));
        }
        catch (BridgeFailedException failed)
        {
            Log.Failed(logger, failed.Message);
            Tell(new DiscordBotState(DiscordBotPhase.Failed, failed.Reason, failed.Message));
        }
        catch (Exception broken)
        {
            // The show goes on without Discord.
            Log.Broken(logger, broken);
            Tell(new DiscordBotState(DiscordBotPhase.Failed, "internal", "An error in the worker ended the Discord bot; its log has more. Start the worker again."));
        }
    }

    /// <summary>Runs one bridge to its end. An error nobody thought of costs that bridge, and not the bot.</summary>
    private async ValueTask TryOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RunOnceAsync(cancellationToken);
        }
        catch (Exception broken) when (broken is not (BridgeLostException or BridgeFailedException) && !cancellationToken.IsCancellationRequested)
        {
            Log.Broken(logger, broken);
            throw new BridgeLostException("An error in the worker ended the Discord bridge; its log has more.", broken);
        }
    }

    /// <summary>Runs one bridge to its end.</summary>
    /// <exception cref="BridgeLostException">It ended too soon after its start.</exception>
    /// <exception cref="BridgeFailedException">Another would not do better.</exception>
    private async ValueTask RunOnceAsync(CancellationToken cancellationToken)
    {
        var bridge = await launcher.LaunchAsync(output, cancellationToken);
        var started = clock.GetTimestamp();
        var current = new BridgeConnection(bridge, clock, logger);
        var reason = "The Discord bridge ended.";
        try
        {
            var hello = await current.ReadHelloAsync(cancellationToken);
            NodeProgram.Require(options.Node, hello.Node ?? "");
            Greet(hello);
            Begin(current);
            await ReadAsync(current, cancellationToken);
            reason = await EndOfAsync(current);
        }
        catch (BridgeLostException lost) when (clock.GetElapsedTime(started) >= Healthy)
        {
            reason = lost.Message;
        }
        finally
        {
            // What it held is over before anything of it can be waited for.
            End();
            await current.DisposeAsync();
        }

        if (clock.GetElapsedTime(started) < Healthy)
        {
            throw new BridgeLostException(reason);
        }

        Log.BridgeEnded(logger, reason);
        Tell(new DiscordBotState(DiscordBotPhase.Starting, "bridge-gone", $"{reason} It is being started again."));
    }

    private void Greet(BridgeNews.Hello hello)
    {
        var node = output.Clean(hello.Node);
        lock (gate)
        {
            nodeVersion = node;
        }

        Log.BridgeStarted(logger, node, string.Join(", ", (hello.Libraries ?? []).Take(20).Select(library => output.Clean($"{library.Key} {library.Value}"))));
    }

    /// <summary>Logs in, and tells the new bridge everything that is wished.</summary>
    private void Begin(BridgeConnection current)
    {
        var start = new BridgeOrders.Start
        {
            Token = options.Token,
            ApiUrl = options.ApiUrl.Length > 0 ? options.ApiUrl : null,
            Intents = GuildIntents | (options.TextChannels.Length > 0 ? TextIntents : 0),
            TextChannels = options.TextChannels,
            Commands = [],
        };
        current.Send(BridgeFrames.Of(start, BridgeJsonContext.Default.Start));
        lock (gate)
        {
            connection = current;
        }

        // A wish that changes from here on is sent twice, which does no harm.
        foreach (var set in commands.Waiting)
        {
            current.Send(OrderOf(set));
        }

        foreach (var answer in pending.Unanswered)
        {
            current.Send(OrderOf(answer));
        }

        foreach (var line in lines.Where(static line => line is { Listener: not null, Wish: not null }))
        {
            current.Send(OrderOf(line));
        }

        Tell(new DiscordBotState(DiscordBotPhase.Connecting));
    }

    private void End()
    {
        lock (gate)
        {
            connection = null;
            Interlocked.Exchange(ref lastWord, long.MinValue);
            interruptions++;
            state = state.Phase is DiscordBotPhase.Failed ? state : new DiscordBotState(DiscordBotPhase.Starting, "bridge-gone", "The Discord bridge ended and is being started again.");
        }

        inspections.GiveUp();
        looks.GiveUp();
        foreach (var line in lines)
        {
            line.Tell(new VoiceCondition(DiscordVoicePhase.Unknown));
        }

        TellChanged();
    }

    /// <summary>Why a bridge closed its socket.</summary>
    /// <exception cref="BridgeFailedException">It says that another would not do better.</exception>
    private async ValueTask<string> EndOfAsync(BridgeConnection current)
    {
        int? code = null;
        try
        {
            code = await current.Exited.WaitAsync(ExitLimit, clock);
        }
        catch (TimeoutException)
        {
            Log.Ignored(logger, "the bridge closed its socket and still runs");
        }

        return code == NodeBridgeLauncher.ForGood
            ? throw new BridgeFailedException("bridge", VoiceTexts.OfFailure("bridge", output.LastError))
            : code is null ? "The Discord bridge closed its socket." : $"The Discord bridge ended with code {code}.";
    }

    private void OnRetry(string reason, TimeSpan wait, int attempt)
    {
        Log.TryingAgain(logger, reason, wait.TotalSeconds, attempt);
        Tell(new DiscordBotState(DiscordBotPhase.Starting, "bridge-gone", $"{reason} It is being started again."));
    }

    /// <summary>Changes how the bot is, and tells who should know.</summary>
    private void Tell(DiscordBotState now)
    {
        lock (gate)
        {
            interruptions += now.Phase == DiscordBotPhase.Ready ? 0 : 1;
            state = now;
        }

        foreach (var line in lines)
        {
            line.Listener?.OnChanged();
        }

        TellChanged();
    }

    /// <summary>Tells who should know. One that fails costs neither the others nor the bot.</summary>
    private void TellChanged()
    {
        foreach (var told in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action)told)();
            }
            catch (Exception broken)
            {
                Log.NotTold(logger, broken);
            }
        }
    }
}
