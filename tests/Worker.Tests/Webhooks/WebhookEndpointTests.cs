using IShowTts.Integrations.Donations.Webhooks;
using IShowTts.TestKit.Donations;
using IShowTts.Worker.Webhooks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace IShowTts.Worker.Tests.Webhooks;

/// <summary>What a socket cannot show in little time: senders that are slow or leave.</summary>
public sealed class WebhookEndpointTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider time = new();
    private readonly WebhookSources sources;
    private readonly WebhookLimiter limiter;
    private readonly WebhookEndpoint endpoint;

    public WebhookEndpointTests()
    {
        var options = Options.Create(new WebhookOptions { Enabled = true, Sources = { ["shop"] = new WebhookSourceOptions { Secrets = [WebhookSender.Secret] } } });
        sources = new WebhookSources(options, time);
        limiter = new WebhookLimiter(options);
        endpoint = new WebhookEndpoint(sources, limiter, time, NullLogger<WebhookEndpoint>.Instance);
    }

    public void Dispose() => limiter.Dispose();

    [Fact]
    public async Task Body_ThatDoesNotEnd_Is408After15Seconds()
    {
        var body = new NeverEnding();
        var context = Request(body);

        var answer = endpoint.HandleAsync(context);
        await body.Reading.WaitAsync(s_limit);
        time.Advance(TimeSpan.FromSeconds(15));
        await answer.WaitAsync(s_limit);

        context.Response.StatusCode.ShouldBe(StatusCodes.Status408RequestTimeout);
        context.Response.Headers.Connection.ToString().ShouldBe("close");
        sources["shop"].CountOf(WebhookOutcome.TooSlow).ShouldBe(1);
    }

    [Fact]
    public async Task Sender_ThatLeaves_EndsTheRequestAndCountsNothing()
    {
        using var left = new CancellationTokenSource();
        var body = new NeverEnding();
        var context = Request(body);
        context.RequestAborted = left.Token;

        var answer = endpoint.HandleAsync(context);
        await body.Reading.WaitAsync(s_limit);
        await left.CancelAsync();
        await answer.WaitAsync(s_limit);

        Enum.GetValues<WebhookOutcome>().Sum(sources["shop"].CountOf).ShouldBe(0);
    }

    private static DefaultHttpContext Request(Stream body)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = "/hooks/shop";
        context.Request.ContentType = "application/json";
        context.Request.Body = body;
        return context;
    }

    /// <summary>A body whose next byte never comes; tells when it is waited for.</summary>
    private sealed class NeverEnding : Stream
    {
        private readonly TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reading => reading.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
