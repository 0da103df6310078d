using Microsoft.AspNetCore.Components;

namespace CommunityPlatform.Host.Components;

/// <summary>Stands in for a component that could not be made.</summary>
internal sealed class FaultedComponent : IComponent
{
    private RenderHandle _render;

    public void Attach(RenderHandle renderHandle) => _render = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        _render.Render(builder =>
        {
            builder.OpenComponent<FaultCard>(0);
            builder.CloseComponent();
        });
        return Task.CompletedTask;
    }
}
