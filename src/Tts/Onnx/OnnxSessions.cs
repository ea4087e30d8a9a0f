using System.Runtime.InteropServices;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.Synthesis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;

namespace IShowTts.Tts.Onnx;

/// <summary>Opens models with what <see cref="OnnxOptions"/> says, on the provider that works here. Thread safe. Nothing is loaded before the first use.</summary>
internal sealed class OnnxSessions(IOptions<OnnxOptions> options, IProviderPlatform platform, TimeProvider time, ILogger<OnnxSessions> logger)
{
    private readonly Lock gate = new();
    private IProviderCandidate? chosen;

    /// <summary>The options.</summary>
    public OnnxOptions Options => options.Value;

    /// <summary>Threads that share one operation on the processor.</summary>
    public int Threads => Options.IntraOpThreads > 0 ? Options.IntraOpThreads : CpuCores.Physical;

    /// <summary>Where models run. Chosen at first use, and told in the log; a choice that fails is made anew at the next use.</summary>
    /// <exception cref="SynthesisException"><c>engine-missing</c>: ONNX Runtime is not there, or the fixed provider cannot be used.</exception>
    public OnnxProvider Provider => Choose().Provider;

    /// <summary>Opens a model; its external weights lie beside it.</summary>
    /// <param name="path">The <c>.onnx</c> file.</param>
    /// <param name="purpose">What it is for, in a word or two, for messages: <c>F5 step</c>.</param>
    /// <param name="fixedShapes">Every run has the same shapes, so that one plan of its memory can be kept. With varying lengths each would leave a plan of its own.</param>
    /// <returns>The session; the caller disposes it.</returns>
    /// <exception cref="CheckpointException">The file is missing or damaged; the message names it.</exception>
    /// <exception cref="SynthesisException"><c>engine-missing</c> or <c>out-of-memory</c>.</exception>
    public InferenceSession Open(string path, string purpose, bool fixedShapes = false)
    {
        if (!File.Exists(path))
        {
            throw new CheckpointException($"{path}: the model file ({purpose}) is not there. Convert the model again, or fetch it anew.");
        }

        var provider = Choose();
        var started = time.GetTimestamp();
        try
        {
            using var session = Prepare(fixedShapes);
            provider.Append(session);
            var opened = new InferenceSession(path, session);
            Log.Opened(logger, purpose, path, time.GetElapsedTime(started).TotalMilliseconds);
            return opened;
        }
        catch (OnnxRuntimeException exception)
        {
            throw OnnxFailure.Opening(path, purpose, exception);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or SEHException)
        {
            throw new SynthesisException("out-of-memory", $"There is not enough memory to load {path} ({purpose}).", exception);
        }
    }

    private SessionOptions Prepare(bool fixedShapes)
    {
        var session = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = Options.InterOpThreads > 1 ? ExecutionMode.ORT_PARALLEL : ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = Threads,
            InterOpNumThreads = Math.Max(1, Options.InterOpThreads),
            EnableCpuMemArena = true,
            EnableMemoryPattern = fixedShapes,
            LogId = "ishowtts",
        };
        // Threads spin only while a run goes on, so that an idle worker takes nothing from the game.
        session.AddSessionConfigEntry("session.force_spinning_stop", "1");
        // Weights are not taken from the pool, which would round their space up.
        session.AddSessionConfigEntry("session.use_device_allocator_for_initializers", "1");
        // Denormal numbers, which decaying sounds are full of, cost a processor many times a normal one.
        session.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        return session;
    }

    private IProviderCandidate Choose()
    {
        lock (gate)
        {
            return chosen ??= ChooseAnew();
        }
    }

    private IProviderCandidate ChooseAnew()
    {
        var environment = OnnxEnvironment.Open(logger);
        var passedOver = new List<PassedOverProvider>();
        try
        {
            var candidate = ProviderSelector.For(Options, platform).Select(passedOver);
            passedOver.ForEach(fault => Log.PassedOver(logger, fault.Provider.ToString(), $"{fault.Reason} {fault.Cure}".TrimEnd()));
            Log.Started(logger, environment.GetVersionString(), candidate.Provider.ToString(), Threads);
            return candidate;
        }
        catch (SynthesisException exception)
        {
            Log.Unusable(logger, exception.Message);
            throw;
        }
    }
}
