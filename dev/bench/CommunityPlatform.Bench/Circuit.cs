using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using MessagePack;

namespace CommunityPlatform.Bench;

/// <summary>
/// One open page without a browser: speaks the protocol of a Blazor circuit over a web socket, confirms what is drawn and answers
/// calls of scripts with nothing. Two hundred chromium tabs would measure chromium.
/// </summary>
internal sealed partial class Circuit : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _drawn = new();
    private readonly string _root;
    private Task _reading = Task.CompletedTask;
    private int _scripts;

    private Circuit(string root) => _root = root;

    /// <summary>What went wrong, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Bytes of drawing that came.</summary>
    public long Drawn { get; private set; }

    [GeneratedRegex("<!--Blazor:(\\{\"type\":\"server\".*?\\})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();

    /// <summary>Fetches a page and makes it live, as a browser would.</summary>
    /// <param name="http">With the cookies of whoever opens it.</param>
    /// <param name="cookie">The same cookies for the socket.</param>
    /// <param name="root">Address of the surface, with a slash at the end.</param>
    /// <param name="page">The page below it.</param>
    public static async Task<Circuit> Open(HttpClient http, string? cookie, string root, string page)
    {
        var html = await http.GetStringAsync(root + page);
        var circuit = new Circuit(root);
        if (cookie is not null) circuit._socket.Options.SetRequestHeader("Cookie", cookie);
        await circuit._socket.ConnectAsync(new Uri(root.Replace("http://", "ws://", StringComparison.Ordinal) + "_blazor"), CancellationToken.None);
        await circuit._socket.SendAsync("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var greeting = new byte[64];
        await circuit._socket.ReceiveAsync(greeting, CancellationToken.None);
        circuit._reading = Task.Run(circuit.Read);
        var state = State().Match(html).Groups[1].Value;
        var first = circuit.NextDrawing();
        await circuit.Send("0", "StartCircuit", root, root + page, "[]", state);
        var components = Marker().Matches(html).Select((match, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{match.Groups[1].Value}}}""").ToList();
        if (components.Count == 0) throw new InvalidOperationException($"{page} has nothing live in it.");
        await circuit.Send(null, "UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(",", components)}}]}""", state);
        await circuit.Wait(first);
        return circuit;
    }

    /// <summary>Follows a link and waits for the first drawing that comes of it.</summary>
    public async Task Go(string page)
    {
        var drawing = NextDrawing();
        await Send(null, "OnLocationChanged", _root + page, null, true);
        await Wait(drawing);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _reading;
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // That is what was asked for.
        }
        _socket.Dispose();
        _sending.Dispose();
        _end.Dispose();
    }

    private TaskCompletionSource NextDrawing()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _drawn.Enqueue(next);
        return next;
    }

    private async Task Wait(TaskCompletionSource drawing)
    {
        if (await Task.WhenAny(drawing.Task, Task.Delay(Patience)) != drawing.Task) Fault ??= "nothing was drawn";
    }

    private async Task Send(string? id, string method, params object?[] arguments)
    {
        var body = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(5);
        writer.Write(1);
        writer.WriteMapHeader(0);
        writer.Write(id);
        writer.Write(method);
        writer.WriteArrayHeader(arguments.Length);
        foreach (var argument in arguments)
            switch (argument)
            {
                case string text: writer.Write(text); break;
                case long number: writer.Write(number); break;
                case bool yes: writer.Write(yes); break;
                default: writer.WriteNil(); break;
            }
        writer.Flush();
        await SendFrame(body.WrittenMemory);
    }

    // A frame is its length in groups of seven bits, lowest first, and its body.
    private async Task SendFrame(ReadOnlyMemory<byte> body)
    {
        var frame = new List<byte>(body.Length + 5);
        var length = body.Length;
        do
        {
            frame.Add((byte)((length & 0x7f) | (length > 0x7f ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
        frame.AddRange(body.Span);
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(frame.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Read()
    {
        var waiting = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var received = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    Fault ??= "closed by the server";
                    return;
                }
                waiting.AddRange(buffer.AsSpan(0, received.Count));
                while (Cut(waiting) is { } message) await Handle(message);
            }
        }
        catch (WebSocketException problem) when (!_end.IsCancellationRequested)
        {
            Fault ??= problem.Message;
        }
    }

    private static byte[]? Cut(List<byte> waiting)
    {
        var (length, at) = (0, 0);
        for (; ; at++)
        {
            if (at >= waiting.Count) return null;
            length |= (waiting[at] & 0x7f) << (7 * at);
            if ((waiting[at] & 0x80) == 0) break;
        }
        if (waiting.Count < at + 1 + length) return null;
        var message = waiting.GetRange(at + 1, length).ToArray();
        waiting.RemoveRange(0, at + 1 + length);
        return message;
    }

    private Task Handle(byte[] message)
    {
        var reader = new MessagePackReader(message);
        reader.ReadArrayHeader();
        var kind = reader.ReadInt32();
        if (kind == 7) Fault ??= "ended by the server";
        if (kind == 6) return SendFrame(new byte[] { 0x91, 6 });
        if (kind != 1) return Task.CompletedTask;
        reader.Skip();
        reader.Skip();
        var method = reader.ReadString();
        reader.ReadArrayHeader();
        switch (method)
        {
            case "JS.RenderBatch":
                var batch = reader.ReadInt64();
                Drawn += reader.ReadBytes()?.Length ?? 0;
                while (_drawn.TryDequeue(out var drawing)) drawing.TrySetResult();
                return Send(null, "OnRenderCompleted", batch, null);
            case "JS.BeginInvokeJS":
                var call = reader.ReadInt64();
                reader.Skip();
                reader.Skip();
                var isObject = reader.ReadInt32() == 1;
                var result = isObject ? $$"""{"__jsObjectId":{{Interlocked.Increment(ref _scripts)}}}""" : "null";
                return Send(null, "EndInvokeJSFromDotNet", call, true, $"[{call},true,{result}]");
            case "JS.Error":
                Fault ??= reader.ReadString();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }
}
