import type { ButtonHTMLAttributes } from 'react';
import './button.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'soft' | 'plain' | 'danger';
}

export function Button({ look = 'soft', className = '', ...props }: ButtonProps) {
  return <button type="button" className={`button button-${look} ${className}`} {...props} />;
}
