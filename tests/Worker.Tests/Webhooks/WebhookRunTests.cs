using System.Net;
using System.Net.Sockets;
using IShowTts.Integrations.Events;
using IShowTts.Integrations.Playback;
using IShowTts.TestKit.Donations;
using IShowTts.TestKit.Playback;
using IShowTts.TestKit.Synthesis;
using IShowTts.Tts.Synthesis;
using IShowTts.Worker.Cli;
using IShowTts.Worker.Tests.Cli;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace IShowTts.Worker.Tests.Webhooks;

/// <summary><c>ishowtts run</c> with donations as its only source.</summary>
public sealed class WebhookRunTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Run_WithWebhooksOnly_PlaysNoRecording()
    {
        using var stop = new CancellationTokenSource();
        string[] names = [];
        using var run = NewRun(0, provider => new OnStarted(() =>
        {
            names = [.. provider.GetServices<IEventSource>().Select(source => source.Name)];
            stop.Cancel();
        }));

        await run.RunAsync(stop.Token, "run", "--port", "0", "--voice", "fake:one", "--no-console").WaitAsync(s_limit);

        run.ExitCode.ShouldBe(ExitCodes.Done, run.Error);
        names.ShouldBe(["webhook:shop"]);
    }

    [Fact]
    public async Task Run_WithTheWebhookPortTaken_NamesTheKeyAndTheCure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        using var run = NewRun(((IPEndPoint)other.LocalEndpoint).Port, static _ => new OnStarted(static () => { }));

        await run.RunAsync("run", "--port", "0", "--voice", "fake:one", "--no-console").WaitAsync(s_limit);

        run.ExitCode.ShouldBe(ExitCodes.Failed, run.Error);
        run.Error.ShouldContain("Choose another Webhooks:Port");
    }

    private static CommandRun NewRun(int port, Func<IServiceProvider, IHostedService> hosted)
    {
        var run = new CommandRun
        {
            ConfigureServices = services =>
            {
                services.RemoveAll<ISpeechEngine>().AddSingleton<ISpeechEngine>(new FakeSynthesizer());
                services.RemoveAll<IAudioSink>().AddSingleton<IAudioSink>(new RecordingSink());
                services.AddSingleton(hosted);
            },
        };
        run.Folder.Write("ishowtts.json", $$"""
            { "Webhooks": { "Enabled": true, "Port": {{port}}, "Sources": { "shop": { "Secrets": [ "{{WebhookSender.Secret}}" ] } } } }
            """);
        return run;
    }

    private sealed class OnStarted(Action started) : IHostedLifecycleService
    {
        public Task StartedAsync(CancellationToken cancellationToken)
        {
            started();
            return Task.CompletedTask;
        }

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
